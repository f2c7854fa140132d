// Hands the tables of students to DataTables, which is loaded above: sorting by the heads, a search box, nothing else.
"use strict";
for (const table of document.querySelectorAll("table.students")) {
  new DataTable(table, {
    autoWidth: false,
    paging: false,
    info: false,
    order: [],
    layout: { topStart: "search", topEnd: null, bottomStart: null, bottomEnd: null },
    language: { search: "Search students", zeroRecords: "No student fits." },
  });
}
