// Work on several threads, stopped by Ctrl-C and watched by a progress callback.
#pragma once

#include <nanobind/nanobind.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace matcher {

// How often the calling thread looks for Ctrl-C and tells the progress.
inline constexpr std::chrono::milliseconds watch_interval{50};

// With the GIL held: raises what a signal handler raised (Ctrl-C) or the callback did.
inline void watch(const nanobind::object& progress, std::size_t done, std::size_t total) {
    if (PyErr_CheckSignals() != 0) throw nanobind::python_error();
    if (!progress.is_none()) progress(done, total);
}

// Threads that are told to stop, and waited for, however their owner ends.
class Workers {
  public:
    explicit Workers(std::atomic<bool>& stop) : stop_(stop) {}
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    ~Workers() {
        stop_ = true;
        join();
    }
    template <typename Body>
    void start(Body body) {
        threads_.emplace_back(body);
    }
    void join() {
        for (auto& thread : threads_) thread.join();
        threads_.clear();
    }

  private:
    std::atomic<bool>& stop_;
    std::vector<std::thread> threads_;
};

template <typename Work>
void on_this_thread(std::size_t items, const nanobind::object& progress, Work& work) {
    using Clock = std::chrono::steady_clock;
    nanobind::gil_scoped_release released;
    auto watched = Clock::now();
    for (std::size_t item = 0; item < items; ++item) {
        work(item, std::size_t{0});
        if (Clock::now() - watched < watch_interval) continue;
        nanobind::gil_scoped_acquire held;
        watch(progress, item + 1, items);
        watched = Clock::now();
    }
}

template <typename Work>
void on_workers(
    std::size_t items, std::size_t threads, const nanobind::object& progress, Work& work
) {
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> done{0};
    std::atomic<bool> stop{false};
    std::mutex mutex;
    std::condition_variable finished;
    std::size_t running = threads;
    std::exception_ptr failure;

    nanobind::gil_scoped_release released;
    Workers workers(stop);
    for (std::size_t worker = 0; worker < threads; ++worker) {
        workers.start([&, worker] {
            try {
                for (std::size_t item; !stop && (item = next++) < items; ++done) {
                    work(item, worker);
                }
            } catch (...) {
                stop = true;
                const std::lock_guard lock(mutex);
                if (!failure) failure = std::current_exception();
            }
            const std::lock_guard lock(mutex);
            --running;
            finished.notify_one();
        });
    }
    for (;;) {
        {
            std::unique_lock lock(mutex);
            if (finished.wait_for(lock, watch_interval, [&] { return running == 0; })) break;
        }
        nanobind::gil_scoped_acquire held;
        watch(progress, done, items);
    }
    workers.join();
    if (failure) std::rethrow_exception(failure);
}

// Calls `work(item, worker)` once for each item below `items`; `worker` below `threads` tells whose
// scratch memory is to be used. The order is the threads' own, so an item writes only what is its
// own. Called with the GIL held, `work` runs without it; an item takes milliseconds, not seconds,
// as Ctrl-C is answered between items. `progress` is None or called as progress(done, total).
// What `work`, `progress` or a signal raises ends the work and is raised here.
template <typename Work>
void for_each_item(
    std::size_t items, std::size_t threads, const nanobind::object& progress, Work&& work
) {
    const std::size_t needed = threads < items ? threads : items;
    if (needed > 1) {
        on_workers(items, needed, progress, work);
    } else {
        on_this_thread(items, progress, work);
    }
    watch(progress, items, items);
}

}  // namespace matcher
