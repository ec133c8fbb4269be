using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8tre.Automation.Supply;

/// <summary>Writes the pinned versions as text and as JSON.</summary>
/// <param name="table">The versions.</param>
internal sealed class VersionsReport(VersionTable table)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes a line for each version: name, pinned, newest known, end of support.</summary>
    public void WriteText(TextWriter text)
    {
        string[][] lines =
        [
            ["name", "pinned", "newest known", "end of support"],
            .. table.Pins.Select(row => new[] { row.Name, row.Version, Newest(row), Day(row.End.Date) ?? "none published" }),
        ];
        var widths = Enumerable.Range(0, 3).Select(column => lines.Max(line => line[column].Length)).ToArray();
        foreach (var line in lines)
            text.WriteLine(string.Join("  ", line.Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell)));
    }

    /// <summary>Writes an array with an object for each version.</summary>
    public void WriteJson(TextWriter text) => text.WriteLine(new JsonArray([.. table.Pins.Select(row => (JsonNode)new JsonObject
    {
        ["name"] = row.Name,
        ["kind"] = row.Kind,
        ["pinned"] = row.Version,
        ["newest"] = row.Newest?.Version,
        ["newestOn"] = Day(row.Newest?.On),
        ["whyNotNewer"] = row.WhyNotNewer,
        ["end"] = Day(row.End.Date),
        ["endNote"] = row.End.Note,
        ["endSource"] = row.End.Source,
        ["releases"] = row.Releases,
        ["sha256"] = new JsonObject(row.Digests.Select(digest => KeyValuePair.Create(digest.Of, (JsonNode?)digest.Sha256))),
        ["noDigest"] = row.NoDigest,
    })]).ToJsonString(Indented));

    private static string Newest(VersionRow row) => row.Newest is { } newest ? $"{newest.Version} ({Day(newest.On)})" : "not known";

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
