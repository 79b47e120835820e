"""Fingerprints tell knowledge apart by its content, and by nothing else."""

from dataclasses import replace
from datetime import date
from importlib.metadata import version

from matcher.eligibility.rules import Rule, RulePack
from matcher.explaining.fingerprints import basis_of
from matcher.explaining.proof_facts import Basis
from matcher.index import Context
from matcher.normalizing.normalizer import Normalizer
from matcher.normalizing.records import RecordNormalizer
from matcher.settings import Settings
from matcher.taxonomy import Taxonomy
from small_world import CONTEXT, TAXONOMY


def pack(name: str, *rules: str) -> RulePack:
    return RulePack(
        id=name,
        version="1",
        title_en="a",
        title_id="b",
        rules=tuple(
            Rule(
                id=one,
                title_en="a",
                title_id="b",
                source="a test",
                confidence="assumed",
                valid_from=date(2020, 1, 1),
            )
            for one in rules
        ),
    )


def over(taxonomy: Taxonomy) -> Context:
    return replace(CONTEXT, records=RecordNormalizer(Normalizer(taxonomy)))


def basis(*packs: RulePack, context: Context = CONTEXT) -> Basis:
    return basis_of(replace(context, packs=packs), ())


def test_equal_packs_have_equal_digests_and_others_have_not() -> None:
    one, alike, other = pack("p", "r1"), pack("p", "r1"), pack("p", "r2")
    digests = [basis(each).packs[0].digest for each in (one, alike, other)]
    assert digests[0] == digests[1] != digests[2]
    assert basis(other, pack("q", "r1")).packs[0].digest == digests[2]


def test_the_digest_of_a_taxonomy_is_that_of_its_content() -> None:
    first = basis(context=over(TAXONOMY)).taxonomy_digest
    assert basis(context=over(replace(TAXONOMY))).taxonomy_digest == first
    # The order in which concepts are listed changes no verdict.
    turned = replace(TAXONOMY, concepts=dict(reversed(list(TAXONOMY.concepts.items()))))
    assert basis(context=over(turned)).taxonomy_digest == first
    changed = replace(TAXONOMY, implies={})
    assert basis(context=over(changed)).taxonomy_digest != first


def test_the_settings_and_the_package_that_made_a_verdict_are_told() -> None:
    settings = Settings(horizon_months=7, report_only=("employer",))
    found = basis(context=replace(CONTEXT, settings=settings))
    assert (found.horizon_months, found.report_only) == (7, ("employer",))
    assert found.package_version == version("smk-matcher")
    assert found.concepts == len(TAXONOMY)
