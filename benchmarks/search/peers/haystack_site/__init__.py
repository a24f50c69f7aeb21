"""The least of a Django site that django-haystack needs: a model and its search index."""
