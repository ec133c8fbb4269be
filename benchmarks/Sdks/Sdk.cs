using System.Diagnostics;
using K8tre.Automation.Conformance;
using K8tre.Automation.Programs;
using K8tre.Automation.Projects;

namespace K8tre.Benchmarks.Sdks;

/// <summary>A Pulumi SDK, and how the program of things that is written with it starts.</summary>
/// <param name="Name">What the figures call it.</param>
/// <param name="Command">The program's command line, given the address of the engine.</param>
internal sealed record Sdk(string Name, Func<string, IReadOnlyList<string>> Command)
{
    /// <summary>The SDK for .NET that this build compiled against, started as <c>k8tre plan</c> starts a program.</summary>
    public static Sdk Dotnet(string pulumiSdk)
    {
        // Built along with this program, into a sibling folder.
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var assembly = Path.Combine(own.Parent!.Parent!.FullName, "Things", own.Name, "Things.dll");
        return new($"C# ({pulumiSdk})", _ => ["dotnet", assembly]);
    }

    /// <summary>The official SDK for Node.js, started as the Pulumi CLI starts it for a program that is not TypeScript.</summary>
    public static Sdk Node(NodePackages packages, Project project) => new("Node.js (official)", engine =>
    [
        "node",
        Path.Combine(packages.Directory, "node_modules/@pulumi/pulumi/cmd/run"),
        "--monitor", engine,
        "--engine", engine,
        "--project", project.Name,
        "--stack", SdkComparison.Stack,
        "--organization", "organization",
        "--pwd", project.ProgramDirectory,
        "--parallel", "16",
        "--dry-run",
        Path.Combine(project.ProgramDirectory, "things.cjs"),
    ]);

    /// <summary>The process to start.</summary>
    public ProcessStartInfo Start(Project project, StackConfig config, NodePackages packages, string engine)
    {
        var command = Command(engine);
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = project.ProgramDirectory };
        ProgramEnvironment.Apply(ProgramEnvironment.Create(project, SdkComparison.Stack, config, engine), start);
        start.Environment["NODE_PATH"] = Path.Combine(packages.Directory, "node_modules");

        // The SDK notes a stack trace for each promise, which costs more than all else: the figures are to be of registrations.
        start.Environment.TryAdd("NODE_OPTIONS", "--stack-trace-limit=0");
        return start;
    }
}
