"""Who does the due work, the queue of background tasks and what was given up, in the admin: to look at."""

from django.contrib import admin
from django_tasks_db import admin as library  # noqa: F401  (it registers its own, which ours replaces)
from django_tasks_db.models import DBTaskResult

from jobs.models import DeadLetter, Lease
from realtime.admin import ReadOnlyAdmin

admin.site.unregister(DBTaskResult)


@admin.register(Lease)
class LeaseAdmin(ReadOnlyAdmin):
    list_display = ("name", "holder", "until")
    search_fields = ("name", "holder")


@admin.register(DBTaskResult)
class TaskAdmin(ReadOnlyAdmin):
    list_display = ("task_path", "status", "run_after", "enqueued_at", "started_at", "finished_at")
    list_filter = ("status",)
    search_fields = ("task_path",)
    ordering = ("-enqueued_at",)


@admin.register(DeadLetter)
class DeadLetterAdmin(ReadOnlyAdmin):
    list_display = ("what", "task", "reason", "person", "attempts", "failed_at")
    list_select_related = ("person",)
    search_fields = ("what", "task", "reason", "person__username")
