using K8tre.Stacks.Settings.Reading;

namespace K8tre.Tests.Stacks.Settings.K3s;

/// <summary>Schedules as the library robfig/cron 3.0.1 reads them. K3s drops its errors: a wrong schedule takes no snapshot.</summary>
public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("0 */12 * * *")]
    [InlineData("0  3 * *  0")]
    [InlineData("0 3 ? * SUN")]
    [InlineData("15,45 1-5 * * mon-FRI")]
    [InlineData("5/20 0-22/2 1,15 jan,JUL-sep *")]
    [InlineData("00 03 * * *")]
    [InlineData("*/61 * * * *")]
    [InlineData("0 0 29 2 *")]
    [InlineData("0 0 31 2 1")]
    [InlineData("0 0 31 2,3 *")]
    [InlineData("@yearly")]
    [InlineData("@annually")]
    [InlineData("@monthly")]
    [InlineData("@weekly")]
    [InlineData("@daily")]
    [InlineData("@midnight")]
    [InlineData("@hourly")]
    [InlineData("@every 1h")]
    [InlineData("@every 1.5h")]
    [InlineData("@every 1h30m")]
    [InlineData("@every 60s")]
    public void A_schedule_of_the_library_is_accepted(string schedule)
    {
        Assert.Empty(Problems("snapshots", schedule));
        Assert.Empty(Problems("volumeBackups", schedule));
    }

    [Theory]
    [InlineData("0 3 * * 7", "\"7\" is outside 0 to 6 (0 is Sunday); write 0 to 6 or sun to sat in the day of the week")]
    [InlineData("0 24 * * *", "\"24\" is outside 0 to 23; write 0 to 23 in the hour")]
    [InlineData("61 * * * *", "\"61\" is outside 0 to 59; write 0 to 59 in the minute")]
    [InlineData("*/0 * * * *", "the step of \"*/0\" must be 1 or more in the minute")]
    [InlineData("0 0 0 * *", "\"0\" is outside 1 to 31; write 1 to 31 in the day of the month")]
    [InlineData("0 0 * 13 *", "\"13\" is outside 1 to 12; write 1 to 12 or jan to dec in the month")]
    [InlineData("0 0 * 0 *", "\"0\" is outside 1 to 12; write 1 to 12 or jan to dec in the month")]
    [InlineData("0 0 * * sunday", "\"sunday\" is no value; write 0 to 6 or sun to sat in the day of the week")]
    [InlineData("0 0 * * fri-mon", "\"fri-mon\" ends before it starts; write two ranges: 5-6,0-1 in the day of the week")]
    [InlineData("0 22-4 * * *", "\"22-4\" ends before it starts; write two ranges: 22-23,0-4 in the hour")]
    [InlineData("0 jan * * *", "\"jan\" is no value; write 0 to 23 in the hour")]
    [InlineData("0 1-2-3 * * *", "\"1-2-3\" is no value; write *, a number, a range like 1-5 or a step like */2 in the hour")]
    [InlineData("0 1/2/3 * * *", "\"1/2/3\" is no value; write *, a number, a range like 1-5 or a step like */2 in the hour")]
    [InlineData("0 */x * * *", "\"*/x\" is no value; write *, a number, a range like 1-5 or a step like */2 in the hour")]
    [InlineData("0 -1 * * *", "\"-1\" is no value; write *, a number, a range like 1-5 or a step like */2 in the hour")]
    [InlineData("0 1, * * *", "\"\" is no value; write *, a number, a range like 1-5 or a step like */2 in the hour")]
    [InlineData("0 L * * *", "\"L\" is no value; write 0 to 23 in the hour")]
    [InlineData("5/99999999999 * * * *", "the step of \"5/99999999999\" must be 1 or more in the minute")]
    [InlineData("0 99999999999 * * *", "\"99999999999\" is no value; write 0 to 23 in the hour")]
    // The library reads these, and they never come, or come every second.
    [InlineData("0 0 30 2 *", "no month of the schedule has a day 30; write a day that exists")]
    [InlineData("0 0 31 4,6 *", "no month of the schedule has a day 31; write a day that exists")]
    [InlineData("@every 0s", "the interval 0s is too short; write one minute or more")]
    [InlineData("@every 59s", "the interval 59s is too short; write one minute or more")]
    [InlineData("@every 6", "6 is no interval; write it like @every 6h or @every 1h30m")]
    public void A_schedule_at_which_nothing_would_happen_is_refused(string schedule, string reason)
    {
        Assert.Equal(
            [$"{Path}.snapshots.schedule is \"{schedule}\", and no snapshot is ever taken with it: {reason}"],
            Problems("snapshots", schedule));
        Assert.Equal(
            [$"{Path}.volumeBackups.schedule is \"{schedule}\", and no volume is ever backed up with it: {reason}"],
            Problems("volumeBackups", schedule));
    }

    [Theory]
    [InlineData("daily")]
    [InlineData("@daily ")]
    [InlineData("@reboot")]
    [InlineData("@every")]
    [InlineData("@every 1d")]
    [InlineData("0 3 * *")]
    [InlineData("0 0 3 * * *")]
    [InlineData("TZ=Europe/London 0 3 * * *")]
    public void Another_form_is_refused(string schedule) => Assert.Equal(
        [$"{Path}.snapshots.schedule is \"{schedule}\"; {Formats.CronHint}"], Problems("snapshots", schedule));

    private static string Path => "k8tre:platform.environments[0].k3s";

    private static string[] Problems(string owner, string schedule) =>
    [
        .. new SettingsDocument()
            .With("environments[0].k3s.snapshots", """{ "s3": { "endpoint": "s3.example.org", "bucket": "tre" } }""")
            .With("environments[0].k3s.volumeBackups", "{}")
            .With($"environments[0].k3s.{owner}.schedule", $"\"{schedule}\"")
            .Problems()
            .Where(problem => problem.Contains("chedule", StringComparison.Ordinal)),
    ];
}
