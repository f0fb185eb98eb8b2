"""Who does the due work, in the admin."""

from django.contrib import admin

from jobs.models import Lease
from realtime.admin import ReadOnlyAdmin


@admin.register(Lease)
class LeaseAdmin(ReadOnlyAdmin):
    list_display = ("name", "holder", "until")
    search_fields = ("name", "holder")
