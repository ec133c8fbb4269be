using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>Inputs of <see cref="TeardownMark"/>.</summary>
public sealed record TeardownMarkArgs
{
    /// <summary>Server that writes the mark.</summary>
    public required SshHost Server { get; init; }

    /// <summary>The last server and the last batch of agents.</summary>
    public required IReadOnlyList<Resource> Nodes { get; init; }
}

/// <summary>Mark in the cluster that it is being destroyed. Nodes then leave it without a drain.</summary>
/// <remarks>The mark is removed when this component is created. It is written when this component is deleted, before any node.</remarks>
public sealed class TeardownMark : ComponentResource
{
    /// <summary>Removes the mark.</summary>
    public TeardownMark(string name, TeardownMarkArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:TeardownMark", name, options)
    {
        Removed = new Command(
            name, HostScript.Named("teardown").On(args.Server, TimeSpan.FromMinutes(3), []), args.Server.Options(this, args.Nodes));

        RegisterOutputs();
    }

    /// <summary>Command after which the mark is removed.</summary>
    internal Resource Removed { get; }
}
