"""The names of the elements in heads that hold a field, the most precise ones first."""

from __future__ import annotations

DATES = (
    "article:published_time",
    "datepublished",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "pub_date",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published",
    "published-date",
    "published_date",
    "publisheddate",
    "article:published",
    "article.published",
    "og:published_time",
    "og:article:published_time",
    "originalpublicationdate",
    "datecreated",
    "date",
    "created",
)
TITLES = (
    "citation_title",
    "dc.title",
    "dcterms.title",
    "dcterm.title",
    "og:title",
    "twitter:title",
    "parsely-title",
    "title",
)
SITES = ("application-name", "apple-mobile-web-app-title", "dc.publisher")
AUTHORS = (
    "author",
    "article:author",
    "og:article:author",
    "article:author_name",
    "article_author",
    "byline",
    "byl",
    "sailthru.byline_name",
    "parsely-author",
    "sailthru.author",
)
