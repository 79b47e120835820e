"""Expressions interned to criteria; candidates and vacancies as sparse rows over them."""
