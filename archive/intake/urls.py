from django.urls import path, register_converter

from archive.intake import views


class UploadKeyConverter:
    regex = "[0-9a-f]{16}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class RunConverter:
    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(UploadKeyConverter, "upload_key")
register_converter(RunConverter, "run")

urlpatterns = [
    # /imports/
    path("imports/", views.imports, name="imports"),
    path("imports/uploads/<upload_key:key>/", views.upload, name="upload"),
    path("imports/<run:run_id>/", views.run, name="import-run"),
    path("imports/<run:run_id>/pause/", views.pause_run, name="import-pause"),
    path("imports/<run:run_id>/resume/", views.resume_run, name="import-resume"),
    path("imports/<run:run_id>/cancel/", views.cancel_run, name="import-cancel"),
    path("imports/<run:run_id>/problems/", views.problems, name="import-problems"),
    path("imports/<run:run_id>/receipt.json", views.receipt_json, name="import-receipt-json"),
    path("imports/<run:run_id>/receipt.csv", views.receipt_csv, name="import-receipt-csv"),
]
