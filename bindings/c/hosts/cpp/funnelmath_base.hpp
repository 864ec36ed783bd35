// What funnelmath.hpp and funnelmath_chance.hpp stand on: maybes, views, the exception, gates. Include funnelmath.hpp.
//
// Licence: MIT OR Apache-2.0.

#ifndef FUNNELMATH_BASE_HPP
#define FUNNELMATH_BASE_HPP

#include <funnelmath.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#if defined(_MSVC_LANG)
#define FUNNELMATH_HPP_STANDARD _MSVC_LANG
#else
#define FUNNELMATH_HPP_STANDARD __cplusplus
#endif
#if FUNNELMATH_HPP_STANDARD >= 201703L
#include <optional>
#define FUNNELMATH_HPP_NODISCARD [[nodiscard]]
#else
#define FUNNELMATH_HPP_NODISCARD
#endif
#if FUNNELMATH_HPP_STANDARD >= 202002L
#include <span>
#endif

namespace funnelmath {

// Something that may be missing, as std::optional is in C++17.
template <class T>
class basic_maybe {
public:
    basic_maybe() noexcept : value_(), known_(false) {}
    basic_maybe(const T &value) : value_(value), known_(true) {}

    bool has_value() const noexcept { return known_; }
    explicit operator bool() const noexcept { return known_; }
    // Without a check; T() when it is missing.
    const T &operator*() const noexcept { return value_; }
    const T *operator->() const noexcept { return &value_; }
    // Throws std::logic_error when it is missing.
    const T &value() const {
        if (!known_) {
            throw std::logic_error("funnelmath: this value is missing");
        }
        return value_;
    }
    T value_or(const T &other) const { return known_ ? value_ : other; }

#if FUNNELMATH_HPP_STANDARD >= 201703L
    basic_maybe(std::nullopt_t) noexcept : basic_maybe() {}
    basic_maybe(const std::optional<T> &value) : value_(value.value_or(T())), known_(value.has_value()) {}
    operator std::optional<T>() const { return known_ ? std::optional<T>(value_) : std::nullopt; }
#endif

private:
    T value_;
    bool known_;
};

using maybe = basic_maybe<double>;

// A list that somebody else owns: a pointer and a length, like std::span. A view of a braced list or another
// temporary is good until the end of the statement, so use it for parameters only.
template <class T>
class view {
    // Whether Container's data() points to T, at most with a const added.
    template <class Container>
    using pointed = typename std::remove_pointer<decltype(std::declval<Container &>().data())>::type;
    template <class Container>
    using fitting = typename std::enable_if<std::is_convertible<pointed<Container> (*)[], T (*)[]>::value &&
                                            std::is_convertible<decltype(std::declval<Container &>().size()),
                                                                std::size_t>::value>::type;

public:
    using value_type = typename std::remove_cv<T>::type;

    view() noexcept : data_(nullptr), size_(0) {}
    view(T *data, std::size_t size) noexcept : data_(data), size_(size) {}
    template <std::size_t N>
    view(T (&array)[N]) noexcept : data_(array), size_(N) {}
    template <class Container, class = fitting<Container>>
    view(Container &list) noexcept : data_(list.data()), size_(list.size()) {}
    template <class Container, class = fitting<const Container>>
    view(const Container &list) noexcept : data_(list.data()), size_(list.size()) {}
    template <class U = T, class = typename std::enable_if<std::is_const<U>::value>::type>
    view(const std::initializer_list<value_type> &list) noexcept : view(list.begin(), list.size()) {}

    T *data() const noexcept { return data_; }
    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    T *begin() const noexcept { return data_; }
    T *end() const noexcept { return size_ == 0 ? data_ : data_ + size_; }
    // Without a check.
    T &operator[](std::size_t index) const noexcept { return data_[index]; }

private:
    T *data_;
    std::size_t size_;
};

// What a failed call throws. what() is the sentence for people.
class error : public std::runtime_error {
public:
    explicit error(const funnelmath_error &from) : std::runtime_error(sentence(from)), from_(from) {}

    // FUNNELMATH_STATUS_RATE and so on.
    funnelmath_status code() const noexcept { return static_cast<funnelmath_status>(from_.status); }
    // "rate" and so on.
    const char *name() const noexcept { return funnelmath_status_name(from_.status); }
    // The input it concerns: "sale_value", "rates[]"; empty when no single one does.
    std::string field() const { return from_.field != 0 ? funnelmath_field_name(from_.field) : ""; }
    // The element of that input, if it is a list.
    basic_maybe<std::uint64_t> index() const noexcept {
        return from_.has_index != 0 ? basic_maybe<std::uint64_t>(from_.index) : basic_maybe<std::uint64_t>();
    }
    // The value that could not be used; it may be NaN.
    maybe value() const noexcept { return from_.has_value != 0 ? maybe(from_.value) : maybe(); }
    // The length a list needs, or the last stage or gate there is.
    maybe limit() const noexcept { return from_.has_limit != 0 ? maybe(from_.limit) : maybe(); }

private:
    static std::string sentence(const funnelmath_error &from) {
        std::size_t length = 0;
        funnelmath_error_message(&from, nullptr, 0, &length);
        std::string text(length + 1, '\0');
        funnelmath_error_message(&from, &text[0], text.size(), &length);
        text.resize(length);
        return text.empty() ? std::string(funnelmath_status_name(from.status)) : text;
    }

    funnelmath_error from_;
};

namespace detail {

inline void check(funnelmath_status status, const funnelmath_error &failure) {
    if (status != FUNNELMATH_STATUS_OK) {
        throw error(failure);
    }
}

// The number of a field in an error, by its name.
inline std::uint32_t field_number(const char *name) {
    for (std::uint32_t number = 1; number < 1000; ++number) {
        if (std::strcmp(funnelmath_field_name(number), name) == 0) {
            return number;
        }
    }
    return 0;
}

// C takes one length for lists that belong together; here each list has its own.
inline void same_length(const char *field, std::size_t expected, std::size_t given) {
    if (expected != given) {
        funnelmath_error failure = funnelmath_error();
        failure.status = FUNNELMATH_STATUS_LENGTH;
        failure.field = field_number(field);
        failure.has_value = 1;
        failure.value = static_cast<double>(given);
        failure.has_limit = 1;
        failure.limit = static_cast<double>(expected);
        throw error(failure);
    }
}

inline maybe from_c(const funnelmath_maybe &number) {
    return number.known != 0 ? maybe(number.value) : maybe();
}

inline funnelmath_maybe to_c(const maybe &number) {
    funnelmath_maybe c = funnelmath_maybe();
    c.value = *number;
    c.known = number.has_value() ? 1 : 0;
    return c;
}

inline std::vector<funnelmath_maybe> to_c(view<const maybe> numbers) {
    std::vector<funnelmath_maybe> c;
    c.reserve(numbers.size());
    for (const maybe &number : numbers) {
        c.push_back(to_c(number));
    }
    return c;
}

}  // namespace detail

// A gate of a funnel: a rate, counts or "one in n", and the rate it is held against.
class gate {
public:
    static gate rate(double rate) { return gate(FUNNELMATH_GATE_KIND_RATE, rate, 0.0); }
    static gate counts(double successes, double trials) {
        return gate(FUNNELMATH_GATE_KIND_COUNTS, successes, trials);
    }
    static gate one_in(double n) { return gate(FUNNELMATH_GATE_KIND_ONE_IN, n, 0.0); }
    gate &benchmark(double rate) {
        c_.benchmark = detail::to_c(maybe(rate));
        return *this;
    }

    const funnelmath_gate &c() const noexcept { return c_; }

private:
    gate(std::uint32_t kind, double a, double b) : c_() {
        c_.kind = kind;
        c_.a = a;
        c_.b = b;
    }

    funnelmath_gate c_;
};

}  // namespace funnelmath

#endif  // FUNNELMATH_BASE_HPP
