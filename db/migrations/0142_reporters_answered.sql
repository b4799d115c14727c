-- Who asks what is held about them is answered about their own reports as well, by a letter of the reports desk that lies in the report.
alter table data_request_report drop constraint data_request_report_done;
alter table data_request_report add constraint data_request_report_done check (done in ('copied', 'corrected', 'erased'));
