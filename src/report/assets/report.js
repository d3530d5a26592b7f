"use strict";
(function () {
  // Numbers are printed with thousands commas and a true minus; a dash is no value.
  function number(text) {
    var value = parseFloat(text.replace(/,/g, "").replace("−", "-"));
    return isNaN(value) ? null : value;
  }

  document.querySelectorAll(".filter").forEach(function (field) {
    var rows = field.parentElement.querySelectorAll("tbody tr");
    field.addEventListener("input", function () {
      var wanted = field.value.trim().toLowerCase();
      rows.forEach(function (row) {
        row.hidden = wanted !== "" && row.textContent.toLowerCase().indexOf(wanted) < 0;
      });
    });
  });

  document.querySelectorAll(".sortable").forEach(function (table) {
    var heads = table.querySelectorAll("th");
    var body = table.tBodies[0];
    heads.forEach(function (head, column) {
      head.addEventListener("click", function () {
        var numeric = head.classList.contains("n");
        var current = head.getAttribute("aria-sort");
        var order = current ? (current === "ascending" ? "descending" : "ascending") : (numeric ? "descending" : "ascending");
        var sign = order === "ascending" ? 1 : -1;
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", order);
        var rows = Array.prototype.slice.call(body.rows);
        rows.sort(function (a, b) {
          var x = a.cells[column].textContent, y = b.cells[column].textContent;
          if (!numeric) { return sign * x.localeCompare(y, document.documentElement.lang); }
          x = number(x); y = number(y);
          if (x === null || y === null) { return (x === null) - (y === null); }
          return sign * (x - y);
        });
        rows.forEach(function (row) { body.appendChild(row); });
      });
    });
  });

  document.querySelectorAll(".copy").forEach(function (button) {
    button.addEventListener("click", function () {
      var code = button.parentElement.querySelector("code");
      var range = document.createRange();
      range.selectNodeContents(code);
      var selection = window.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      if (navigator.clipboard) { navigator.clipboard.writeText(code.textContent); } else { document.execCommand("copy"); }
    });
  });

  var links = {};
  document.querySelectorAll(".contents a").forEach(function (link) { links[link.getAttribute("href").slice(1)] = link; });
  if ("IntersectionObserver" in window) {
    var watch = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (entry.isIntersecting && links[entry.target.id]) {
          Object.keys(links).forEach(function (id) { links[id].classList.toggle("here", id === entry.target.id); });
        }
      });
    }, { rootMargin: "-10% 0px -80% 0px" });
    document.querySelectorAll("main > section").forEach(function (section) { watch.observe(section); });
  }
})();
