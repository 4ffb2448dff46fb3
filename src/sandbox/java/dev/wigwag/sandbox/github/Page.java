package dev.wigwag.sandbox.github;

import java.util.List;

/** One page of a list, as {@code per_page} and {@code page} ask for it. */
record Page<T>(List<T> items, String next) {
    static <T> Page<T> of(List<T> all, ApiCall call) {
        int size = Math.max(1, Math.min(100, call.number("per_page", 30)));
        int number = Math.max(1, call.number("page", 1));
        int from = Math.min(all.size(), (number - 1) * size);
        int to = Math.min(all.size(), from + size);
        String next = to < all.size() ? call.path() + "?page=" + (number + 1) + "&per_page=" + size : "";
        return new Page<>(all.subList(from, to), next);
    }

    /** The answer with the header that leads on, unless this is the last page. */
    ApiReply linked(ApiReply reply) {
        return next.isEmpty() ? reply : reply.with("Link", "<https://api.github.com" + next + ">; rel=\"next\"");
    }
}
