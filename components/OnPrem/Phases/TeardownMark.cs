using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>Inputs of <see cref="TeardownMark"/>.</summary>
public sealed record TeardownMarkArgs
{
    /// <summary>Server that writes the mark.</summary>
    public required SshHost Server { get; init; }

    /// <summary>Output of the last server.</summary>
    public required Input<string> ServerState { get; init; }

    /// <summary>Output of the last batch of agents.</summary>
    public required Input<string> Admitted { get; init; }
}

/// <summary>Mark in the cluster that it is being destroyed. Nodes then leave it without a drain.</summary>
/// <remarks>The mark is removed when this component is created. It is written when this component is deleted, before any node.</remarks>
public sealed class TeardownMark : ComponentResource
{
    /// <summary>Removes the mark.</summary>
    public TeardownMark(string name, TeardownMarkArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:TeardownMark", name, options)
    {
        var command = new Command(
            name,
            HostScript.Named("teardown").On(args.Server, TimeSpan.FromMinutes(3), new()
            {
                { "after", args.ServerState.Apply(_ => "servers") },
                { "after", args.Admitted },
            }),
            new() { Parent = this });
        Removed = command.Stdout;

        RegisterOutputs();
    }

    /// <summary>Output of the removal.</summary>
    [Output("removed")]
    public Output<string> Removed { get; private set; }
}
