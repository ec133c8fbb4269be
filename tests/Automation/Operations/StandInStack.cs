using System.Diagnostics;

namespace K8tre.Tests.Automation.Operations;

/// <summary>What a call of the command gave.</summary>
internal sealed record CallResult(int ExitCode, string Output, string Errors);

/// <summary>A project with the stack <c>one</c>, and a stand-in of the Pulumi CLI that plays transcripts.</summary>
internal sealed class StandInStack : IDisposable
{
    private static readonly string Sources = Path.Combine(Repository.Root, "tests", "Automation", "Operations");

    private readonly Dictionary<string, string?> _variables = [];

    public StandInStack(string stackFile = "config: {}\n")
    {
        Project = new TemporaryProject("name: small\nruntime: dotnet\n").Write("Pulumi.one.yaml", stackFile);
        Directory.CreateDirectory(StandIn);
        Directory.CreateDirectory(Path.Combine(Project.Folder, "bin"));
        File.CreateSymbolicLink(Path.Combine(Project.Folder, "bin", "pulumi"), Path.Combine(Sources, "pulumi"));
        With("PATH", $"{Path.Combine(Project.Folder, "bin")}:{Environment.GetEnvironmentVariable("PATH")}");
        With("STANDIN", StandIn);
        Plays("stack-history", "history");
        Plays("stack-history-secrets", "history");
        Plays("stack-export", "export");
        Plays("stack-output", "outputs-masked");
        Plays("stack-output-secrets", "outputs-secrets");
    }

    public TemporaryProject Project { get; }

    /// <summary>All calls of the CLI.</summary>
    public IReadOnlyList<string> Calls => File.Exists(At("calls")) ? File.ReadAllLines(At("calls")) : [];

    private string StandIn => Path.Combine(Project.Folder, "stand-in");

    /// <summary>Path of a file of the stand-in.</summary>
    public string At(string name) => Path.Combine(StandIn, name);

    /// <summary>Sets a transcript for a call of the CLI.</summary>
    public StandInStack Plays(string call, string transcript)
    {
        var folder = Directory.CreateDirectory(At(call));
        foreach (var old in folder.EnumerateFiles())
            old.Delete();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Sources, "Transcripts", transcript)))
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)), overwrite: true);
        return this;
    }

    /// <summary>Writes a file of a call's transcript.</summary>
    public StandInStack Plays(string call, string file, string text)
    {
        Directory.CreateDirectory(At(call));
        File.WriteAllText(Path.Combine(At(call), file), text);
        return this;
    }

    /// <summary>Sets an environment variable of the command.</summary>
    public StandInStack With(string variable, string? value)
    {
        _variables[variable] = value;
        return this;
    }

    /// <summary>Runs the command.</summary>
    public Task<CallResult> RunAsync(params string[] call) => AnswerAsync("", call);

    /// <summary>Runs the command with an answer on standard input.</summary>
    public async Task<CallResult> AnswerAsync(string answer, params string[] call)
    {
        using var command = Start("dotnet", [Built.Command, .. call]);
        await command.StandardInput.WriteAsync(answer);
        command.StandardInput.Close();
        return await EndAsync(command);
    }

    /// <summary>Runs the command, and interrupts it when the CLI waits.</summary>
    public async Task<CallResult> InterruptAsync(int times, params string[] call)
    {
        using var command = Start("env", ["--default-signal=INT", "dotnet", Built.Command, .. call]);
        command.StandardInput.Close();
        for (var sent = 0; sent < times; sent++)
        {
            while (!command.HasExited && !HasSeen(sent))
                await Task.Delay(20);
            using var kill = Process.Start("kill", ["-INT", $"{command.Id}"]);
            await kill.WaitForExitAsync();
        }

        return await EndAsync(command);
    }

    public void Dispose() => Project.Dispose();

    private bool HasSeen(int signals) => signals == 0
        ? File.Exists(At("waiting"))
        : File.Exists(At("signals")) && File.ReadAllLines(At("signals")).Length >= signals;

    private static async Task<CallResult> EndAsync(Process command)
    {
        var errors = command.StandardError.ReadToEndAsync();
        var output = await command.StandardOutput.ReadToEndAsync();
        await command.WaitForExitAsync();
        return new(command.ExitCode, output, await errors);
    }

    private Process Start(string file, string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = Project.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("PULUMI_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(inherited);
        start.Environment.Remove("K8TRE_ROOT");
        foreach (var (name, value) in _variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
