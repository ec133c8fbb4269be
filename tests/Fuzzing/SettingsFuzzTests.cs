using K8tre.Automation.Projects;
using K8tre.Tests.Fuzzing.Settings;
using K8tre.Tests.Stacks.Aws;
using K8tre.Tests.Stacks.Azure;
using Xunit.Abstractions;

namespace K8tre.Tests.Fuzzing;

/// <summary>Generated settings, most of them wrong.</summary>
public sealed class SettingsFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Stacks = ["dev", "onprem", "azure-dev", "prod", "aws-dev", "aws"];

    private static readonly string[] Documents =
    [
        .. Stacks.Select(stack => StackConfig.Read(Project.Read(Repository.Root), stack).Values["k8tre:platform"]),
        AzureSettingEffectsTests.OwnHub, AzureSettingEffectsTests.ExistingHub, AzureSettingEffectsTests.Hub,
        AwsSettingEffectsTests.Clusters, AwsSettingEffectsTests.Account,
    ];

    [Fact]
    public async Task Generated_settings_are_refused_by_key_or_can_be_planned()
    {
        var (read, accepted, failed) = (0, 0, 0);
        await FuzzBudget.VerifyAsync(SettingsCase.From(Documents), 1_000, async one =>
        {
            Interlocked.Increment(ref read);
            if (SettingsTrial.Read(one.ToString(), out var fault) is not { } settings)
                return fault is null ? null : Describe(fault, one);
            Interlocked.Increment(ref accepted);
            fault = await SettingsTrial.PlanAsync(settings);
            if (fault is null)
                return null;
            Interlocked.Increment(ref failed);
            return Describe(fault, await one.ReduceAsync(async smaller =>
                SettingsTrial.Read(smaller.ToString(), out _) is { } less && await SettingsTrial.PlanAsync(less) is not null));
        });
        output.WriteLine($"{read} read, {accepted} accepted, {failed} failed");
    }

    [Fact]
    public async Task What_was_ever_found_is_refused_by_key_or_can_be_planned()
    {
        foreach (var file in Corpus.Files("Settings"))
        {
            var settings = SettingsTrial.Read(await File.ReadAllTextAsync(file), out var fault);
            fault ??= settings is null ? null : await SettingsTrial.PlanAsync(settings);
            Assert.True(fault is null, $"{file}: {fault}");
        }
    }

    private static string Describe(string fault, SettingsCase one) =>
        $"{fault}\n{string.Join('\n', one.Changes)}\n{one}";
}
