using System.Collections.Immutable;
using Pulumi.Automation.Serialization;

namespace Pulumi.Automation;

/// <summary>A project in a folder of this machine.</summary>
public sealed class LocalWorkspace : Workspace
{
    private static readonly LocalSerializer Serializer = new();

    private LocalWorkspace(LocalWorkspaceOptions options)
        : base(options.PulumiCommand
            ?? throw new NotSupportedException("the offline edition has no command of its own; supply LocalWorkspaceOptions.PulumiCommand"))
    {
        WorkDir = options.WorkDir
            ?? throw new NotSupportedException("the offline edition creates no folders; supply LocalWorkspaceOptions.WorkDir");
        PulumiHome = options.PulumiHome;
        EnvironmentVariables = options.EnvironmentVariables;
    }

    /// <inheritdoc />
    public override string WorkDir { get; }

    /// <inheritdoc />
    public override string? PulumiHome { get; }

    /// <inheritdoc />
    public override IDictionary<string, string?>? EnvironmentVariables { get; set; }

    /// <summary>Opens the project in a folder.</summary>
    /// <param name="options">Options.</param>
    public static Task<LocalWorkspace> CreateAsync(LocalWorkspaceOptions? options = null, CancellationToken cancellationToken = default)
        => Task.FromResult(new LocalWorkspace(options ?? new()));

    /// <inheritdoc />
    public override Task SelectStackAsync(string stackName, CancellationToken cancellationToken)
        => RunAsync(["stack", "select", "--stack", stackName], cancellation: cancellationToken);

    /// <inheritdoc />
    public override async Task<ImmutableDictionary<string, OutputValue>> GetStackOutputsAsync(
        string stackName, CancellationToken cancellationToken = default)
    {
        string[] args = ["stack", "output", "--json", "--stack", stackName];
        var masked = await RunAsync(args, cancellation: cancellationToken);
        var plain = await RunAsync([.. args, "--show-secrets"], cancellation: cancellationToken);
        var shown = Read(masked.StandardOutput);
        return Read(plain.StandardOutput).ToImmutableDictionary(
            output => output.Key,
            output => new OutputValue(output.Value, shown[output.Key] is "[secret]"));
    }

    private static Dictionary<string, object> Read(string text)
        => string.IsNullOrWhiteSpace(text) ? [] : Serializer.DeserializeJson<Dictionary<string, object>>(text);
}
