using System.Globalization;
using K8tre.Automation.Supply;

namespace K8tre.Tests.Automation.Supply;

/// <summary>The rule that a pinned version is raised before its support ends. All days are fixed.</summary>
public sealed class EndingSupportTests
{
    private static readonly VersionTable Table = new()
    {
        Pins =
        [
            Row("Late", "2", new(2027, 3, 1), newest: "3", why: "A needs 2."),
            Row("Early", "1", new(2027, 2, 1)),
            Row("Endless", "7", null),
        ],
        Support = [],
    };

    [Theory]
    [InlineData("2026-11-02", "")]
    [InlineData("2026-11-03", "Early")]
    [InlineData("2026-12-01", "Early, Late")]
    [InlineData("2027-02-01", "Early, Late")]
    [InlineData("2030-01-01", "Early, Late")]
    public void The_check_fails_from_90_days_before_an_end(string on, string expected)
    {
        var ending = On(on);

        Assert.Equal(expected, string.Join(", ", ending.Rows.Select(row => row.Name)));
        Assert.Equal(expected.Length == 0 ? 0 : 3, ending.ExitCode);
    }

    [Fact]
    public void It_says_which_support_ends_when_and_what_to_do() => Assert.Equal(
        """
        Early 1: support ended on 2027-02-01 (https://example.org/Early)
          raise the row Early of components/versions.json, as docs/reference/versions.md describes
        Late 2: support ends on 2027-03-01, in 1 day (https://example.org/Late)
          raise the row Late of components/versions.json (newest known: 3), as docs/reference/versions.md describes
          first solve: A needs 2.
        2 of 3 versions end within 90 days of 2027-02-28

        """,
        Text(On("2027-02-28")));

    [Fact]
    public void It_says_so_if_none_ends() =>
        Assert.Equal("no support ends within 90 days of 2026-01-01\n", Text(On("2026-01-01")));

    [Fact]
    public void The_last_day_of_a_support_is_today() =>
        Assert.Contains("Late 2: support ends today, 2027-03-01 ", Text(On("2027-03-01")), StringComparison.Ordinal);

    [Fact]
    public void The_table_lists_pinned_newest_and_end()
    {
        using var text = new StringWriter();

        new VersionsReport(Table).WriteText(text);

        Assert.Equal(
            """
            name     pinned  newest known    end of support
            Late     2       3 (2026-12-01)  2027-03-01
            Early    1       not known       2027-02-01
            Endless  7       not known       none published

            """,
            text.ToString());
    }

    private static EndingSupport On(string day) => new(Table, DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static string Text(EndingSupport ending)
    {
        using var text = new StringWriter();
        ending.WriteText(text);
        return text.ToString();
    }

    private static VersionRow Row(string name, string version, DateOnly? end, string? newest = null, string? why = null) => new()
    {
        Name = name,
        Kind = "release",
        Version = version,
        Releases = "https://example.org/releases",
        Newest = newest is null ? null : new(newest, new(2026, 12, 1)),
        WhyNotNewer = why,
        End = new(end, $"https://example.org/{name}"),
    };
}
