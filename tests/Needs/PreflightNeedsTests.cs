using System.Globalization;
using System.Text.RegularExpressions;
using K8tre.Automation.Needs;

namespace K8tre.Tests.Needs;

/// <summary>Capacity that the preflight of hosts requires, against the requests and claims of K8TRE.</summary>
public sealed partial class PreflightNeedsTests(PlannedStacks stacks) : IClassFixture<PlannedStacks>
{
    [Fact]
    public void Hosts_that_cannot_hold_k8tre_are_refused()
    {
        var checkedStacks = stacks.WithFiles.Where(stack => stack.Plan.Stack is "dev" or "onprem").ToList();

        Assert.Equal(2, checkedStacks.Count);
        Assert.All(checkedStacks, stack =>
        {
            var totals = WorkloadFacts.Current.TotalsOf("k3s", Assert.Single(stack.Plan.Environments).Name);
            var inputs = stack.Rules.Of("command:remote:Command").Select(command => (string?)command.Inputs["stdin"] ?? "").ToList();
            Assert.InRange(totals.Cpu * 1000, 1, Required(inputs, CpuPattern()));
            Assert.InRange(totals.MemoryMiB, 1, Required(inputs, MemoryPattern()));
            Assert.InRange(totals.ClaimsGiB * 1024, 1, Required(inputs, VolumesPattern()));
        });
    }

    private static int Required(List<string> inputs, Regex pattern) => inputs
        .Select(input => pattern.Match(input))
        .Where(match => match.Success)
        .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))
        .DefaultIfEmpty(0)
        .Max();

    [GeneratedRegex("^need=cpu ([0-9]+) millicores$", RegexOptions.Multiline)]
    private static partial Regex CpuPattern();

    [GeneratedRegex("^need=memory ([0-9]+) MiB$", RegexOptions.Multiline)]
    private static partial Regex MemoryPattern();

    [GeneratedRegex("^need=volumes ([0-9]+) MiB$", RegexOptions.Multiline)]
    private static partial Regex VolumesPattern();
}
