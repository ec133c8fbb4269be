using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using K8tre.Automation;
using K8tre.Automation.Engine;
using K8tre.Automation.Programs;
using K8tre.Automation.Projects;
using K8tre.PlanModel;

namespace K8tre.Tests.RealHosts.Engine;

/// <summary>Stack of a compiled program that the test engine deploys. Its state exists as long as this object.</summary>
/// <param name="name">Name of the stack.</param>
/// <param name="projectDirectory">Folder of Pulumi.yaml. Default: this repository, whose program is <c>infra</c>.</param>
/// <param name="program">The compiled program. Default: the build of the program in Pulumi.yaml.</param>
internal sealed class TestStack(string name, string? projectDirectory = null, string? program = null)
{
    private readonly SortedDictionary<string, string> _config = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _secretKeys = new(StringComparer.Ordinal);
    private readonly StackState _state = new();

    /// <summary>Time limit of a run. Default: 5 minutes.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Time limit of an attempt to connect, in seconds. Default: that of the program.</summary>
    public int? SecondsPerDial { get; set; }

    /// <summary>Number of repeated attempts to connect. Null: that of the program, which repeats them for minutes.</summary>
    public int? DialErrorLimit { get; set; } = 8;

    /// <summary>Action that is called with the name of a resource before a step. A test can start a fault in it.</summary>
    public Action<string>? OnStart { get; set; }

    /// <summary>Secret configuration values.</summary>
    public IEnumerable<string> GivenSecrets => _secretKeys.Select(key => _config[key]);

    /// <summary>Sets a configuration value like <c>pulumi config set</c>. An object is JSON.</summary>
    public void Set(string key, string value) => _config[key] = value;

    /// <summary>Sets a secret configuration value.</summary>
    public void SetSecret(string key, string value)
    {
        Set(key, value);
        _secretKeys.Add(key);
    }

    /// <summary>Runs the program and deploys its resources. The report includes a failure.</summary>
    public Task<RunReport> UpAsync() => RunAsync(StartProgramAsync);

    /// <summary>Deletes all resources.</summary>
    public Task<RunReport> DestroyAsync() => RunAsync((_, _) => Task.FromResult<RunError?>(null));

    private async Task<RunReport> RunAsync(Func<RecordingEngine, Project, Task<RunError?>> registerAsync)
    {
        var clock = Stopwatch.StartNew();
        var project = Project.Read(projectDirectory ?? Repository.Root);
        var connections = 0;
        var log = new ConcurrentQueue<string>();
        using var patience = new CancellationTokenSource(Limit);
        var provider = new CommandProvider(
            project.ProgramDirectory, () => Interlocked.Increment(ref connections), log.Enqueue, patience.Token)
        {
            SecondsPerDial = SecondsPerDial,
            DialErrorLimit = DialErrorLimit,
        };
        var deployer = new Deployer(_state, provider) { OnStart = OnStart };
        _state.Conceal(GivenSecrets);

        var recording = new Recording { OnMessage = (_, message) => log.Enqueue(message) };
        await using var engine = await RecordingEngine.StartAsync(
            new() { Project = project.Name, Stack = name, Provider = deployer }, recording, patience.Token);
        var failure = await registerAsync(engine, project).WaitAsync(patience.Token);
        await deployer.FinishAsync(mayDelete: failure is null);

        // The program stops with the engine. Its message adds nothing then.
        RunError[] errors = deployer.Errors.Count > 0 || failure is null ? [.. deployer.Errors] : [failure];
        foreach (var error in errors)
            log.Enqueue(error.Message);
        return new()
        {
            Steps = [.. deployer.Steps],
            Errors = errors,
            Log = string.Join('\n', log),
            Plan = PlanOf(recording, project.Name),
            Outputs = recording.TryGet(recording.RootUrn, out var root) ? root.State : new Struct(),
            Connections = connections,
            Duration = clock.Elapsed,
            Secrets = [.. _state.Secrets],
        };
    }

    private string PlanOf(Recording recording, string project)
    {
        using var text = new MemoryStream();
        PlanJson.Write(recording.ToPlan(project, name, ProductInfo.PulumiSdk), text);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private async Task<RunError?> StartProgramAsync(RecordingEngine engine, Project project)
    {
        var config = new StackConfig(_config, [.. _secretKeys]);
        var variables = ProgramEnvironment.Create(project, name, config, engine.Address);
        variables["PULUMI_DRY_RUN"] = "false";
        using var running = RunningProgram.Start(BuiltProgram.Find(project, program), project.ProgramDirectory, variables);
        using var patience = new CancellationTokenSource(Limit);
        var exitCode = await running.WaitAsync(patience.Token);
        return exitCode == 0 && engine.Recording.Errors.Count == 0
            ? null
            : new(null, null, string.Join("\n\n", ProgramFailure.Describe(engine.Recording.Errors, running.ErrorOutput, exitCode)));
    }
}
