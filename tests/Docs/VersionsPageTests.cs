using System.Globalization;
using K8tre.Automation.Supply;

namespace K8tre.Tests.Docs;

/// <summary>Tables of docs/reference/versions.md, which are generated from <c>components/versions.json</c>.</summary>
public sealed class VersionsPageTests
{
    private const string Page = "docs/reference/versions.md", End = "<!-- end of facts -->";

    private static readonly VersionTable Table = VersionTable.Current;

    [Fact]
    public void The_tables_of_the_page_are_those_of_the_file()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, Page));

        Repository.Approve(Page, Sections().Aggregate(text, (page, section) => Written(page, section.Name, section.Text)));
    }

    private static IEnumerable<(string Name, string Text)> Sections()
    {
        yield return ("versions", Rows(
            ["name", "pinned", "newest known", "end of support"],
            Table.Pins.Select(row => new[]
            {
                row.Name, $"`{row.Version}`", Newest(row), row.End.Date is { } date ? Day(date) : "none published",
            })));
        yield return ("reasons", Paragraphs(
            Table.Pins.Where(row => row.WhyNotNewer is not null).Select(row => $"- **{row.Name}**: {row.WhyNotNewer}")));
        yield return ("ends", Paragraphs(
            Table.Pins.Where(row => row.End.Note is not null).Select(row => $"- **{row.Name}**: {row.End.Note}")));
        yield return ("sources", Paragraphs(Table.Pins.Select(row =>
            $"- **{row.Name}**: [releases]({row.Releases}){(row.End.Source is { } source ? $" [end]({source})" : "")}")));
        yield return ("digests", Paragraphs(
            from row in Table.Pins
            from digest in row.Digests
            select $"- **{row.Name}**, {digest.Of}: `{digest.Sha256}`\n  {digest.From}"));
        yield return ("no digests", Paragraphs(
            Table.Pins.Where(row => row.NoDigest is not null).Select(row => $"- **{row.Name}**: {row.NoDigest}")));
        yield return ("support", Rows(
            ["what", "supports", "from", "to", "also accepted"],
            Table.Support.Select(row => new[]
            {
                row.What, row.Needs, row.Oldest, row.Newest ?? "", row.Accepted ?? "",
            })));
        yield return ("support notes", Paragraphs(
            from row in Table.Support
            let notes = string.Join(' ', new[] { row.WhyAccepted, row.Note }.OfType<string>())
            select $"- **{row.What}** ({row.Needs}): [source]({row.Source}) {notes}".TrimEnd()));
    }

    private static string Newest(VersionRow row) =>
        row.Newest is { } newest ? $"`{newest.Version}`, {Day(newest.On)}" : "not known";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Rows(string[] head, IEnumerable<string[]> rows) =>
        string.Join('\n', new[] { head, [.. head.Select(_ => "---")] }.Concat(rows).Select(
            cells => $"| {string.Join(" | ", cells)} |".Replace("|  |", "| |", StringComparison.Ordinal)));

    private static string Paragraphs(IEnumerable<string> items) => string.Join('\n', items.SelectMany(Wrapped));

    // A line has at most 140 characters. The next lines of an item are indented.
    private static IEnumerable<string> Wrapped(string item)
    {
        var line = "";
        foreach (var word in item.Replace("\n ", "", StringComparison.Ordinal).Split(' '))
        {
            if (line.Length + 1 + word.Length > 140)
            {
                yield return line;
                line = $"  {word}";
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }
        yield return line;
    }

    private static string Written(string page, string name, string text)
    {
        var start = $"<!-- facts: {name} -->";
        var from = page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        Assert.True(from >= start.Length, $"{Page} has no section {name}");
        var to = page.IndexOf(End, from, StringComparison.Ordinal);
        return $"{page[..from]}\n\n{text}\n\n{page[to..]}";
    }
}
