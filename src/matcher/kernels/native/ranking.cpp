#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "applicants.hpp"
#include "arrays.hpp"
#include "module.hpp"
#include "parallel.hpp"
#include "ranker.hpp"

namespace nb = nanobind;

namespace matcher {
namespace {

// Blocks that one thread bounds side by side, at most; fewer where all threads would not get some.
std::size_t blocks_at_once(std::size_t blocks, std::size_t threads) {
    return std::clamp<std::size_t>(blocks / (2 * threads), 1, LANES);
}
// Rankers that are kept for the next call.
constexpr std::size_t MOST_IDLE = 4;
// Parts into which the templates are divided for each thread.
constexpr std::size_t PARTS = 4;

// A number of these is no damage: so large a one would only claim the memory of the machine.
constexpr std::size_t MOST_GATES = std::size_t{1} << 24;
constexpr std::int32_t MOST_WISHES = 1 << 20;

// A sparse matrix as Python gives it.
struct Given {
    Vector<double> values;
    Vector<std::int64_t> columns;
    Vector<std::int64_t> starts;

    Rows rows(std::size_t below) const {
        const Rows found{
            elements(values, "values"), elements(columns, "columns"), elements(starts, "starts")
        };
        require_size(found.columns.size(), found.values.size(), "columns");
        require_offsets(found.starts, found.values.size(), "starts");
        require_indices(found.columns, below, "columns");
        for (const double value : found.values)
            require(value >= 0 && value <= 1, "values are not all from 0 to 1");
        return found;
    }
};

// The vacancies, whose arrays are kept as long as they are ranked.
class Index {
  public:
    Index(
        Given weights, std::size_t criteria, Vector<double> preference, Vector<std::int32_t> row,
        Vector<std::int32_t> order, Vector<std::int64_t> gate_starts, Vector<std::int32_t> gates,
        Matrix<std::int32_t> offers
    )
        : weights_(weights),
          preference_(preference),
          row_(row),
          order_(order),
          gate_starts_(gate_starts),
          gates_(gates),
          offers_(offers),
          catalogue_(posts(criteria)) {
        for (const auto gate : elements(gates_, "gates"))
            gate_count_ = std::max(gate_count_, static_cast<std::size_t>(gate) + 1);
    }

    nb::tuple best(
        const People& people, std::size_t k, std::size_t threads, bool prune,
        const nb::object& progress
    ) const {
        require(k > 0, "k is 0");
        const auto items = new_array<std::int32_t>(people.size(), k);
        const auto scores = new_array<float>(people.size(), k);
        std::fill_n(items.data, people.size() * k, -1);
        std::fill_n(scores.data, people.size() * k, 0.0f);
        threads = std::max<std::size_t>(threads, 1);
        const std::size_t step = blocks_at_once(people.blocks(), threads);
        const RankingLanes& lanes = MATCHER_CHOSEN(ranking_lanes);
        std::vector<std::unique_ptr<Ranker>> rankers(threads);
        for (auto& ranker : rankers) ranker = take(lanes);
        for_each_item(
            (people.blocks() + step - 1) / step, threads, progress,
            [&](std::size_t item, std::size_t worker) {
                rankers[worker]->want({k, prune});
                rankers[worker]->rank(
                    people, item * step, std::min((item + 1) * step, people.blocks()),
                    {items.data, people.size() * k}, {scores.data, people.size() * k}
                );
            }
        );
        for (auto& ranker : rankers) give_back(std::move(ranker));
        return nb::make_tuple(items.array, scores.array);
    }

    People people(
        const Given& attained, const Matrix<std::uint32_t>& open,
        const Matrix<std::uint32_t>& granted, const Vector<std::uint8_t>& stated
    ) const {
        const People found{
            attained.rows(static_cast<std::size_t>(1) << 62),
            elements(open, "open"),
            elements(granted, "granted"),
            elements(stated, "stated"),
            open.shape(1),
            granted.shape(1)
        };
        require_size(found.attained.size(), found.size(), "attained");
        for (std::size_t i = 0; i < found.size(); ++i)
            require(
                found.attained.starts[i + 1] - found.attained.starts[i] <= 65'535,
                "a candidate attains more than 65,535 criteria"
            );
        require_size(open.shape(0), found.blocks(), "open");
        require_size(granted.shape(0), found.blocks(), "granted");
        require(found.gates >= gate_count_, "open has fewer gates than the vacancies");
        require(
            catalogue_.wish_classes <= found.wishes, "granted has fewer wishes than the vacancies"
        );
        return found;
    }

    const Catalogue& catalogue() const { return catalogue_; }

  private:
    // A ranker that nobody uses, or a new one: what it needs is not small.
    std::unique_ptr<Ranker> take(const RankingLanes& lanes) const {
        const std::lock_guard lock(mutex_);
        if (&lanes != lanes_) idle_.clear();
        lanes_ = &lanes;
        if (idle_.empty()) return std::make_unique<Ranker>(catalogue_, lanes);
        auto ranker = std::move(idle_.back());
        idle_.pop_back();
        return ranker;
    }

    void give_back(std::unique_ptr<Ranker> ranker) const {
        const std::lock_guard lock(mutex_);
        if (idle_.size() < MOST_IDLE) idle_.push_back(std::move(ranker));
    }

    Posts posts(std::size_t criteria) const {
        const Posts found{
            weights_.rows(criteria),
            elements(preference_, "preference"),
            elements(row_, "row"),
            elements(order_, "order"),
            elements(gate_starts_, "gate_starts"),
            elements(gates_, "gates"),
            elements(offers_, "offers"),
            offers_.shape(1),
            criteria
        };
        require(criteria < MOST_ROWS / 2, "there are more criteria than can be ranked");
        require_size(found.preference.size(), found.weights.size(), "preference");
        require_indices(found.row_of, found.weights.size(), "row");
        require_size(found.order.size(), found.size(), "order");
        require_size(found.gate_starts.size(), found.size() + 1, "gate_starts");
        require_offsets(found.gate_starts, found.gates.size(), "gate_starts");
        require_indices(found.gates, MOST_GATES, "gates");
        require_size(offers_.shape(0), found.size(), "offers");
        for (const auto wish : found.offers)
            require(
                wish >= -1 && wish < MOST_WISHES, "offers are not all from -1 to what is allowed"
            );
        for (std::size_t row = 0; row < found.weights.size(); ++row) {
            double sum = found.preference[row];
            for (auto i = found.weights.starts[row]; i < found.weights.starts[row + 1]; ++i)
                sum += found.weights.values[static_cast<std::size_t>(i)];
            require(
                found.preference[row] >= 0 && sum <= 1 + 1e-9,
                "a row of weights adds up to more than 1"
            );
        }
        return found;
    }

    Given weights_;
    Vector<double> preference_;
    Vector<std::int32_t> row_, order_;
    Vector<std::int64_t> gate_starts_;
    Vector<std::int32_t> gates_;
    Matrix<std::int32_t> offers_;
    Catalogue catalogue_;
    std::size_t gate_count_ = 0;
    mutable std::mutex mutex_;
    mutable const RankingLanes* lanes_ = nullptr;
    mutable std::vector<std::unique_ptr<Ranker>> idle_;
};

// The lists of the vacancies of an index.
class Candidacies {
  public:
    Candidacies(const Index& index, std::size_t k)
        : index_(index), applicants_(index.catalogue(), k) {}

    void add(
        Given attained, Matrix<std::uint32_t> open, Matrix<std::uint32_t> granted,
        Vector<std::uint8_t> stated, Vector<std::int32_t> order, std::int32_t first,
        std::size_t threads, const nb::object& progress
    ) {
        const People people = index_.people(attained, open, granted, stated);
        const auto orders = elements(order, "order");
        require_size(orders.size(), people.size(), "order");
        const std::size_t templates = index_.catalogue().templates();
        threads = std::max<std::size_t>(threads, 1);
        const std::size_t parts = std::min(PARTS * threads, templates);
        const RankingLanes& lanes = MATCHER_CHOSEN(ranking_lanes);
        for_each_item(parts, threads, progress, [&](std::size_t part, std::size_t) {
            applicants_.add(
                people, orders, first, part * templates / parts, (part + 1) * templates / parts,
                lanes
            );
        });
    }

    nb::tuple best() const {
        const std::size_t size = index_.catalogue().members.size(), k = applicants_.k();
        const auto items = new_array<std::int32_t>(size, k);
        const auto scores = new_array<float>(size, k);
        std::fill_n(items.data, size * k, -1);
        std::fill_n(scores.data, size * k, 0.0f);
        applicants_.best({items.data, size * k}, {scores.data, size * k});
        return nb::make_tuple(items.array, scores.array);
    }

  private:
    const Index& index_;
    Applicants applicants_;
};

}  // namespace

void register_ranking(nb::module_& module) {
    using Values = const Vector<double>&;
    using Offsets = const Vector<std::int64_t>&;
    using Places = const Vector<std::int32_t>&;
    using Bits = const Matrix<std::uint32_t>&;
    using Counts = const Vector<std::uint8_t>&;
    const auto exactly = [](const char* name) { return nb::arg(name).noconvert(); };
    nb::class_<Index>(module, "Ranker")
        .def(
            "__init__",
            [](Index* self, Values values, Offsets columns, Offsets starts, std::size_t criteria,
               Values preference, Places row, Places order, Offsets gate_starts, Places gates,
               const Matrix<std::int32_t>& offers) {
                new (self) Index(
                    {values, columns, starts}, criteria, preference, row, order, gate_starts, gates,
                    offers
                );
            },
            exactly("values"), exactly("columns"), exactly("starts"), nb::arg("criteria"),
            exactly("preference"), exactly("template"), exactly("order"), exactly("gate_starts"),
            exactly("gates"), exactly("offers")
        )
        .def(
            "best",
            [](const Index& self, Values values, Offsets columns, Offsets starts, Bits open,
               Bits granted, Counts stated, std::size_t k, std::size_t threads, bool prune,
               const nb::object& progress) {
                const People people = self.people({values, columns, starts}, open, granted, stated);
                return self.best(people, k, threads, prune, progress);
            },
            exactly("values"), exactly("columns"), exactly("starts"), exactly("open"),
            exactly("granted"), exactly("stated"), nb::arg("k"), nb::arg("threads"),
            nb::arg("prune"), nb::arg("progress").none()
        );
    nb::class_<Candidacies>(module, "Applicants")
        .def(
            nb::init<const Index&, std::size_t>(), nb::arg("ranker"), nb::arg("k"),
            nb::keep_alive<1, 2>()
        )
        .def(
            "add",
            [](Candidacies& self, Values values, Offsets columns, Offsets starts, Bits open,
               Bits granted, Counts stated, Places order, std::int32_t first, std::size_t threads,
               const nb::object& progress) {
                self.add(
                    {values, columns, starts}, open, granted, stated, order, first, threads,
                    progress
                );
            },
            exactly("values"), exactly("columns"), exactly("starts"), exactly("open"),
            exactly("granted"), exactly("stated"), exactly("order"), nb::arg("first"),
            nb::arg("threads"), nb::arg("progress").none()
        )
        .def("best", &Candidacies::best);
}

}  // namespace matcher
