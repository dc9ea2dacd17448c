"""The tests of Backissue: they mirror search/ and web/."""
