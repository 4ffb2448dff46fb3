package dev.wigwag.github;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One call to GitHub's API.
 *
 * @param path behind the API's base, encoded, with its query
 * @param body null for none
 * @param nature what it means if no answer comes
 */
record ApiRequest(String method, String path, ObjectNode body, Nature nature) {
    enum Nature {
        /** Done twice it leaves what it leaves when done once, for whoever looks. */
        REPEATABLE,
        /** Done twice it leaves two. */
        CREATING
    }

    static ApiRequest get(String path) {
        return new ApiRequest("GET", path, null, Nature.REPEATABLE);
    }

    static ApiRequest post(String path, ObjectNode body) {
        return new ApiRequest("POST", path, body, Nature.REPEATABLE);
    }

    static ApiRequest create(String path, ObjectNode body) {
        return new ApiRequest("POST", path, body, Nature.CREATING);
    }

    /** The failure of a request that was on its way when something broke. */
    GitHubApiException unanswered(String why) {
        return nature == Nature.CREATING
                ? GitHubApiException.unclear(why + "; it may have been done")
                : GitHubApiException.down(why);
    }

    /** Method and path, without what is behind the question mark. */
    @Override
    public String toString() {
        int query = path.indexOf('?');
        return method + " " + (query < 0 ? path : path.substring(0, query));
    }
}
