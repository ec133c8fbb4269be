using K8tre.Components.GitOps.Registration;

namespace K8tre.Stacks;

/// <summary>Inputs of <see cref="SharedServices"/>.</summary>
internal sealed record SharedServicesArgs
{
    /// <summary>Name of the platform.</summary>
    public required string Platform { get; init; }

    /// <summary>The platform's vendor.</summary>
    public required IVendor Vendor { get; init; }

    /// <summary>The clusters, in the order of the settings.</summary>
    public required IReadOnlyList<IClusterRoom> Rooms { get; init; }

    /// <summary>Argo CD of the management cluster. Default: none; other stacks cannot register clusters.</summary>
    public ArgoCdServer? ArgoCd { get; init; }
}

/// <summary>Resources that need whole clusters: the vendor's shared services, and the list of other stacks' clusters.</summary>
internal sealed class SharedServices : ComponentResource
{
    /// <summary>Creates the resources.</summary>
    public SharedServices(string name, SharedServicesArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:stacks:SharedServices", name, options)
    {
        var services = args.Vendor.CreateSharedServices(args.Rooms, new() { Parent = this });
        Outputs = services.Outputs;
        if (args.ArgoCd is { } argoCd)
        {
            _ = new Dependants($"{args.Platform}-dependants", new()
            {
                Namespace = argoCd.Namespace,
                Guarded =
                [
                    .. new Resource?[] { args.Vendor.LandingZone, services.Component }.OfType<Resource>(),
                    .. args.Rooms.Cast<Resource>(),
                ],
            }, new() { Parent = this, Providers = { argoCd.Kubernetes } });
        }

        RegisterOutputs();
    }

    /// <summary>Outputs of the stack about the landing zone and the shared services.</summary>
    public IReadOnlyDictionary<string, object?> Outputs { get; }
}
