using System.Text.RegularExpressions;

namespace K8tre.Tests.Docs;

public sealed partial class OnPremGuideTests
{
    private static readonly string Scripts = string.Concat(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "components/OnPrem/Scripts"), "*.sh", SearchOption.AllDirectories)
            .Order()
            .Select(File.ReadAllText));

    // From there on every message is one of the scripts'; those before come from SSH and sudo.
    private static readonly string Troubleshooting = Guide()[Guide().IndexOf("### Before anything changes", StringComparison.Ordinal)..];

    public static TheoryData<string> Messages =>
    [
        .. Troubleshooting.Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Quoted().Matches(line.Split(" | ")[0]).Select(match => match.Groups[1].Value)),
    ];

    [Theory, MemberData(nameof(Messages))]
    public void A_message_of_the_guide_is_one_that_a_script_prints(string message)
    {
        // What changes from case to case is written in capitals, or left out.
        foreach (var part in Changing().Split(message).Select(part => part.Trim()).Where(part => part.Length > 0))
            Assert.Contains(part, Scripts, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_links_lead_to_files_that_are_there()
    {
        foreach (var target in Links().Matches(Guide()).Select(match => match.Groups[1].Value))
            Assert.True(Path.Exists(Path.Combine(Repository.Root, "docs/guides", target)), target);
    }

    // Pulumi keeps the output of a script that fails, and nothing else that a script writes for people.
    [Fact]
    public void No_text_promises_that_warnings_and_notes_of_scripts_are_kept()
    {
        Assert.Contains("Warnings and notes of the scripts are not kept", Guide(), StringComparison.Ordinal);
        foreach (var text in new[] { Guide(), File.ReadAllText(Path.Combine(Repository.Root, "README.md")) })
            Assert.DoesNotMatch("(?i)(output|run) lists what|listed for each host", text);
    }

    private static string Guide() => File.ReadAllText(Path.Combine(Repository.Root, "docs/guides/on-premise.md"));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"…|\b[A-Z]{4,}\b|\bN\b")]
    private static partial Regex Changing();

    [GeneratedRegex(@"\]\((\.\.[^)#]+)")]
    private static partial Regex Links();
}
