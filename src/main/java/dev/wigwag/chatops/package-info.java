/**
 * What people may say to Wigwag, whatever the chat they say it in: reading commands, deciding who may, doing it, and answering in
 * words that each chat draws in its own way.
 */
package dev.wigwag.chatops;
