using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Planning;
using K8tre.PlanModel;

namespace K8tre.Tests.Stacks;

/// <summary>Plans of stack files that a test writes: the real program in a process of its own.</summary>
internal static class StackFile
{
    /// <summary>Plans a stack <c>other</c> with the text as its file.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="stackOutputs">Outputs of other stacks. Default: unknown ones.</param>
    /// <param name="onMessage">Told what the program logs. Default: nobody is.</param>
    /// <param name="program">The compiled program. Default: ours.</param>
    public static async Task<Plan> PlanAsync(
        string text,
        IReadOnlyDictionary<string, Struct>? stackOutputs = null,
        Action<string, string>? onMessage = null,
        string? program = null)
    {
        var folder = Directory.CreateTempSubdirectory("k8tre-stack-");
        try
        {
            var project = File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.yaml"));
            File.WriteAllText(
                Path.Combine(folder.FullName, "Pulumi.yaml"),
                project.Replace("main: infra", $"main: {Path.Combine(Repository.Root, "infra")}", StringComparison.Ordinal));
            File.WriteAllText(Path.Combine(folder.FullName, "Pulumi.other.yaml"), text);
            return await PlanRun.ExecuteAsync(
                new()
                {
                    ProjectDirectory = folder.FullName,
                    Stack = "other",
                    StackOutputs = stackOutputs ?? new Dictionary<string, Struct>(),
                    OnMessage = onMessage,
                    Program = program,
                },
                CancellationToken.None);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
