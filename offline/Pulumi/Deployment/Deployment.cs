namespace Pulumi;

/// <summary>Runs a program: under the Pulumi engine, or in a test with mocks in the engine's place.</summary>
public sealed partial class Deployment
{
    private static readonly AsyncLocal<Deployment?> Running = new();

    private readonly DeploymentInstance _instance;

    private Deployment(IEngine engine, IMonitor monitor, DeploymentFacts facts)
    {
        Engine = engine;
        Monitor = monitor;
        Facts = facts;
        Log = new(engine, Tasks);
        Features = new(monitor);
        Packages = new(monitor, Features);
        Callbacks = new(monitor, Tasks);
        Registrar = new(this);
        _instance = new(this);
    }

    /// <summary>The program that is running here.</summary>
    /// <exception cref="InvalidOperationException">No program is running.</exception>
    public static DeploymentInstance Instance => Required._instance;

    /// <summary>The deployment that is running here, if there is one.</summary>
    internal static Deployment? Current => Running.Value;

    /// <inheritdoc cref="Instance"/>
    internal static Deployment Required =>
        Running.Value ?? throw new InvalidOperationException("Trying to acquire Deployment.Instance before 'Run' was called.");

    internal DeploymentFacts Facts { get; }

    internal IEngine Engine { get; }

    internal IMonitor Monitor { get; }

    internal EngineLog Log { get; }

    internal MonitorFeatures Features { get; }

    internal PackageReferences Packages { get; }

    internal EngineCallbacks Callbacks { get; }

    internal ResourceRegistrar Registrar { get; }

    /// <summary>Tasks that the program waits for before it ends.</summary>
    internal InFlightTasks Tasks { get; } = new();

    internal ConfigValues Config { get; } = ConfigValues.FromEnvironment();

    internal Stack Stack
    {
        get => field ?? throw new InvalidOperationException("Trying to acquire Deployment.Stack before 'Run' was called.");
        set;
    }

    /// <summary>Ends the program unless the Pulumi CLI has a fitting version.</summary>
    /// <param name="pulumiVersionRange">A range of versions, such as <c>&gt;=3.200.0</c>.</param>
    public static Task RequirePulumiVersionAsync(string pulumiVersionRange)
    {
        var deployment = Required;
        var check = deployment.Engine.RequirePulumiVersionAsync(new() { PulumiVersionRange = pulumiVersionRange });
        deployment.Tasks.Add(check);
        return check;
    }
}
