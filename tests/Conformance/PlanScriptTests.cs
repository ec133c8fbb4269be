using System.Collections.Concurrent;
using K8tre.Automation;
using K8tre.Automation.Conformance;

namespace K8tre.Tests.Conformance;

/// <summary>
/// The checks by type and by schema, on plans with one fault a resource (fixtures/faults.json) and with none
/// (fixtures/flawless.json). A resource is named after its fault.
/// </summary>
[Collection(NodePrograms.Name)]
public sealed class PlanScriptTests
{
    private static readonly ConcurrentDictionary<(string Check, string Plan), Lazy<Task<CheckResult>>> Results = [];

    [OfficialPackagesTheory]
    [InlineData("misspelled property", "cidrBlok")]
    [InlineData("misspelled nested property", "spec.ports[0].targetPrt")]
    [InlineData("misspelled property of a union member", "ruleCollections[0].rules[0].ipProtcols")]
    [InlineData("misspelled metadata of a custom object", "metadata.nam")]
    [InlineData("wrong type", "enableDnsHostnames")]
    [InlineData("text for a list", "subnetIds")]
    [InlineData("value outside of an enumeration", "logging")]
    [InlineData("wrong constant", "apiVersion")]
    [InlineData("wrong discriminator", "ruleCollections[0].rules[0].ruleType")]
    public async Task Both_checks_find_a_fault_at_its_property(string fault, string path)
    {
        foreach (var check in new[] { PlanScript.Types, PlanScript.Schema })
        {
            var result = await ResultAsync(check, "faults");

            Assert.Contains(path, result.Problems.Where(problem => problem.Name == fault).Select(problem => problem.Path));
        }
    }

    [OfficialPackagesTheory]
    [InlineData("missing property", "vpcId")]
    [InlineData("missing nested property", "host")]
    [InlineData("unknown type token", "kubernetes:core/v1:Namespce")]
    [InlineData("custom object in a built-in group", "kubernetes:apps/v1:Deploymen")]
    public async Task Both_checks_name_what_is_missing(string fault, string name)
    {
        foreach (var check in new[] { PlanScript.Types, PlanScript.Schema })
        {
            var result = await ResultAsync(check, "faults");

            Assert.Contains(name, result.Problems.Single(problem => problem.Name == fault).Message, StringComparison.Ordinal);
        }
    }

    // TypeScript reads `string | Enum` as a string, an object of a union as one with the properties of all members, and no options.
    [OfficialPackagesTheory]
    [InlineData("value outside of a relaxed enumeration", "sku.tier", "'Premium'")]
    [InlineData("property of another union member", "ruleCollections[0].rules[0].targetFqdns", "network.ApplicationRuleArgs")]
    [InlineData("option that names no output", "", "'dat'")]
    public async Task The_schema_finds_what_types_can_not(string fault, string path, string message)
    {
        var byType = await ResultAsync(PlanScript.Types, "faults");
        var bySchema = await ResultAsync(PlanScript.Schema, "faults");

        Assert.DoesNotContain(fault, byType.Problems.Select(problem => problem.Name));
        var problem = Assert.Single(bySchema.Problems, problem => problem.Name == fault);
        Assert.Equal(path, problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [OfficialPackagesTheory]
    [InlineData(PlanScript.Types, 7)]
    [InlineData(PlanScript.Schema, 8)] // providers too
    public async Task A_flawless_plan_has_no_problems(string check, int resources)
    {
        var result = await ResultAsync(check, "flawless");

        Assert.Empty(result.Problems);
        Assert.Equal(resources, result.Checked);
    }

    [OfficialPackagesFact]
    public async Task A_file_that_is_no_plan_fails_the_check_with_the_reason()
    {
        var error = await Assert.ThrowsAsync<CommandException>(() => RunAsync(PlanScript.Schema, "absent"));

        Assert.Contains("absent.json", error.Message, StringComparison.Ordinal);
    }

    // One run of Node.js serves every test that reads its result.
    private static Task<CheckResult> ResultAsync(string check, string plan)
        => Results.GetOrAdd((check, plan), key => new(() => RunAsync(key.Check, key.Plan))).Value;

    private static Task<CheckResult> RunAsync(string check, string plan)
    {
        var file = Path.Combine(Repository.Root, "tests/Conformance/fixtures", $"{plan}.json");
        return PlanScript.RunAsync(check, file, OfficialPackages.Installed, CancellationToken.None);
    }
}
