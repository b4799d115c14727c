-- A report goes on within its authority as well (Order 121 art. 41): what lies here may come from a bureau of the same one.

comment on table report_hand_over is 'class: reporter; module: reports; reports on their way from another bureau of the instance, sealed for the receiving authority and emptied when the linked report is made';
