using System.Diagnostics;
using K8tre.Automation.Conformance;
using K8tre.Automation.Programs;
using K8tre.Automation.Projects;

namespace K8tre.Benchmarks.Sdks;

/// <summary>A Pulumi SDK, and the command that runs the same program with it.</summary>
/// <param name="Name">Name in the table.</param>
/// <param name="Command">Command line of the program for the address of an engine.</param>
internal sealed record Sdk(string Name, Func<string, IReadOnlyList<string>> Command)
{
    /// <summary>The SDK for .NET of this build, started like a program of <c>k8tre plan</c>.</summary>
    public static Sdk Dotnet(string pulumiSdk)
    {
        // The build of this project writes the program to a sibling folder.
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var assembly = Path.Combine(own.Parent!.Parent!.FullName, "Things", own.Name, "Things.dll");
        return new($"C# ({pulumiSdk})", _ => ["dotnet", assembly]);
    }

    /// <summary>The official SDK for Node.js, started by the Pulumi CLI for a program that is not TypeScript.</summary>
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

    /// <summary>Creates the start information of the process.</summary>
    public ProcessStartInfo Start(Project project, StackConfig config, NodePackages packages, string engine)
    {
        var command = Command(engine);
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = project.ProgramDirectory };
        ProgramEnvironment.Apply(ProgramEnvironment.Create(project, SdkComparison.Stack, config, engine), start);
        start.Environment["NODE_PATH"] = Path.Combine(packages.Directory, "node_modules");

        // The SDK records a stack trace for each promise, which would take most of the time.
        start.Environment.TryAdd("NODE_OPTIONS", "--stack-trace-limit=0");
        return start;
    }
}
