using System.Text;
using K8tre.Automation.Conformance;
using K8tre.PlanModel;
using K8tre.Tests.Offline;

namespace K8tre.Tests.Conformance.Bindings;

/// <summary>
/// What every class of the C# bindings sends, against what the official class sends for the same values: defaults, constants, secrets,
/// versions, aliases and other options.
/// </summary>
[Collection(ProcessEnvironment.Name)]
public sealed class SampleTests
{
    private const string Hidden = "[hidden]";

    // One run of each program serves every test.
    private static readonly Lazy<Task<CheckResult>> Required = new(() => CompareAsync(isFull: false));
    private static readonly Lazy<Task<CheckResult>> Everything = new(() => CompareAsync(isFull: true));

    public static TheoryData<string> Packages => [.. BindingAssembly.Packages];

    [OfficialPackagesTheory]
    [MemberData(nameof(Packages))]
    public async Task Given_what_is_required_classes_send_what_the_official_ones_send(string package)
        => AssertNoProblems(await Required.Value, package);

    [OfficialPackagesTheory]
    [MemberData(nameof(Packages))]
    public async Task Given_every_property_classes_send_what_the_official_ones_send(string package)
        => AssertNoProblems(await Everything.Value, package);

    private static void AssertNoProblems(CheckResult result, string package)
    {
        var problems = result.Problems
            .Where(problem => problem.Type.Replace("pulumi:providers:", "", StringComparison.Ordinal).Split(':')[0] == package)
            .Select(problem => $"{problem.Type} {problem.Path}: {problem.Message}")
            .ToList();

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.Equal(Classes().Count, result.Checked);
    }

    private static async Task<CheckResult> CompareAsync(bool isFull)
    {
        var run = await EngineRun.OfAsync(() =>
        {
            foreach (var type in Classes())
                BindingAssembly.Constructor(type).Invoke([type.FullName, Samples.Args(BindingAssembly.Args(type), isFull), null]);
        });
        Assert.True(run.ExitCode == 0, string.Join('\n', run.Errors));
        var plan = ProgramPlan.From(run.Plan);

        var accepted = AcceptedProblems.Read(Path.Combine(Repository.Root, "conformance/accepted.json"));
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, WithoutSecrets(plan));
            var result = await Differential.RunAsync(plan, file, OfficialPackages.Installed, CancellationToken.None);
            return result with { Problems = [.. result.Problems.Where(problem => accepted.Explain(problem).Accepted is null)] };
        }
        finally
        {
            File.Delete(file);
        }
    }

    // The samples are no secrets: each is of the binding's making, and the official class has to make it one by itself. Only an input
    // of JSON stays hidden, since "sample" is no JSON.
    private static string WithoutSecrets(Plan plan)
    {
        using var text = new MemoryStream();
        PlanJson.Write(plan, text);
        var written = Encoding.UTF8.GetString(text.ToArray());
        foreach (var name in JsonInputs())
            written = written.Replace($"\"{name}\": \"{MaskedValue.Secret}\"", $"\"{name}\": \"{Hidden}\"", StringComparison.Ordinal);
        return written.Replace($"\"{MaskedValue.Secret}\"", "\"sample\"", StringComparison.Ordinal)
            .Replace(Hidden, MaskedValue.Secret, StringComparison.Ordinal);
    }

    private static IEnumerable<string> JsonInputs() => BindingAssembly.Packages
        .SelectMany(package => BindingAssembly.Args(BindingAssembly.Of(package).Provider).GetProperties())
        .SelectMany(property => property.CustomAttributes)
        .Where(data => data.AttributeType == typeof(InputAttribute) && data.ConstructorArguments is [_, _, { Value: true }])
        .Select(data => (string)data.ConstructorArguments[0].Value!)
        .Distinct();

    private static List<Type> Classes() => [.. BindingAssembly.Packages.Select(BindingAssembly.Of)
        .SelectMany(assembly => assembly.Tokens.Select(assembly.Resource).Prepend(assembly.Provider))];
}
