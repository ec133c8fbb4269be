using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Properties;
using K8tre.Automation.Engine.Providers;
using K8tre.Automation.Engine.Rpc;
using K8tre.PlanModel;
using Pulumirpc;

namespace K8tre.Automation.Engine;

/// <summary>The service <c>pulumirpc.ResourceMonitor</c>: records each registration and returns the state of the resource.</summary>
internal sealed class ResourceMonitor(EngineOptions options, Recording recording)
{
    private const string Path = "/pulumirpc.ResourceMonitor/";

    // Transforms and hooks are not supported: the engine would have to call the program.
    private static readonly HashSet<string> Features =
    [
        "secrets", "resourceReferences", "outputValues", "aliasSpecs", "deletedWith", "replaceWith", "replacementTrigger",
        "parameterization",
    ];

    /// <summary>The methods by path.</summary>
    public IEnumerable<KeyValuePair<string, RpcMethod>> Methods =>
    [
        new(Path + "SupportsFeature", RpcMethod.Create<SupportsFeatureRequest>(SupportsFeature)),
        new(Path + "RegisterResource", RpcMethod.CreateAsync<RegisterResourceRequest>(RegisterResourceAsync)),
        new(Path + "RegisterResourceOutputs", RpcMethod.Create<RegisterResourceOutputsRequest>(RegisterResourceOutputs)),
        new(Path + "ReadResource", RpcMethod.Create<ReadResourceRequest>(ReadResource)),
        new(Path + "RegisterPackage", RpcMethod.Create<RegisterPackageRequest>(RegisterPackage)),
        new(Path + "Invoke", RpcMethod.Create<ResourceInvokeRequest>(Invoke)),
        new(Path + "Call", RpcMethod.Create<ResourceCallRequest>(Call)),
        new(Path + "SignalAndWaitForShutdown", RpcMethod.Create<Empty>(_ => new Empty())),
    ];

    private static SupportsFeatureResponse SupportsFeature(SupportsFeatureRequest request)
        => new() { HasSupport = Features.Contains(request.Id) };

    private async ValueTask<IMessage> RegisterResourceAsync(RegisterResourceRequest request)
    {
        var parent = recording.GetParent(request.Parent, $"{request.Type} '{request.Name}'");
        var urn = ResourceUrn.Create(options.Stack, options.Project, request.Parent, request.Type, request.Name);
        var provider = ProviderReference.Select(request, parent);
        var inherited = InheritedOptions.From(request, parent?.Inherited ?? InheritedOptions.None);
        var planOptions = RequestedOptions.From(request, inherited, options);
        var inputs = new MaskedProperties(request.Object, "/inputs");

        // A local component registers its outputs later.
        var state = request.Custom ? await options.Provider.ApplyAsync(request, urn, planOptions)
            : request.Remote ? new ResourceState("", ProviderView.From(request.Object))
            : new ResourceState("", new());
        var outputs = new MaskedProperties(state.Outputs, "/outputs");

        var plan = new PlanResource
        {
            Urn = urn,
            Type = request.Type,
            Name = request.Name,
            Custom = request.Custom,
            Parent = parent?.Plan.Urn,
            Provider = ProviderReference.ToUrn(provider),
            Id = request.Custom ? state.Id : null,
            Inputs = inputs.Json,
            Outputs = outputs.Json,
            Secrets = [.. inputs.Secrets, .. outputs.Secrets],
            Dependencies = [.. request.Dependencies],
            PropertyDependencies = request.PropertyDependencies
                .Where(property => property.Value.Urns.Count > 0)
                .OrderBy(property => property.Key, StringComparer.Ordinal)
                .ToDictionary(property => property.Key, IReadOnlyList<string> (property) => [.. property.Value.Urns]),
            Options = planOptions,
        };
        recording.Add(new RecordedResource(plan, state.Outputs, provider, request.Providers, inherited));

        return new RegisterResourceResponse { Urn = urn, Id = state.Id, Object = Visible(state.Outputs, request.AcceptSecrets) };
    }

    private Empty RegisterResourceOutputs(RegisterResourceOutputsRequest request)
    {
        recording.AddOutputs(request.Urn, request.Outputs ?? new());
        return new();
    }

    private ReadResourceResponse ReadResource(ReadResourceRequest request)
    {
        var parent = recording.GetParent(request.Parent, $"{request.Type} '{request.Name}'");
        var urn = ResourceUrn.Create(options.Stack, options.Project, request.Parent, request.Type, request.Name);
        var inputs = new MaskedProperties(request.Properties, "/inputs");
        var resource = new SimulatedResource(request.Type, request.Name, new SeededValues(urn), ProviderView.From(request.Properties));
        SimulatedProvider.AddOutputs(resource, request.AdditionalSecretOutputs);
        if (request.Type == StackReferences.Type)
            StackReferences.AddOutputs(resource, request.Id, options.StackOutputs);
        var outputs = new MaskedProperties(resource.Outputs, "/outputs");

        var plan = new PlanResource
        {
            Urn = urn,
            Type = request.Type,
            Name = request.Name,
            Custom = true,
            Read = true,
            Parent = parent?.Plan.Urn,
            Provider = ProviderReference.ToUrn(request.Provider),
            Id = request.Id,
            Inputs = inputs.Json,
            Outputs = outputs.Json,
            Secrets = [.. inputs.Secrets, .. outputs.Secrets],
            Dependencies = [.. request.Dependencies],
            PropertyDependencies = new Dictionary<string, IReadOnlyList<string>>(),
            Options = RequestedOptions.From(request),
        };
        recording.Add(new RecordedResource(
            plan, resource.Outputs, request.Provider, new Dictionary<string, string>(), InheritedOptions.None));

        return new() { Urn = urn, Properties = Visible(resource.Outputs, request.AcceptSecrets) };
    }

    private static Struct Visible(Struct outputs, bool acceptSecrets) => acceptSecrets ? outputs : ProviderView.WithoutSecrets(outputs);

    // Requests for the same package get the same reference. Nothing else depends on it.
    private static RegisterPackageResponse RegisterPackage(RegisterPackageRequest request) => new()
    {
        Ref = new SeededValues($"{request.Name} {request.Version} {request.Parameterization} {request.Extension}").Uuid("package"),
    };

    private ResourceInvokeResponse Invoke(ResourceInvokeRequest request) => new()
    {
        Return = request.Tok == ResourceLookup.Token
            ? ResourceLookup.Find(request.Args, recording)
            : Call(request.Tok, request.Args, request.Provider),
    };

    private CallResponse Call(ResourceCallRequest request) => new() { Return = Call(request.Tok, request.Args, request.Provider) };

    private Struct Call(string token, Struct args, string provider)
    {
        recording.Add(new PlanInvoke
        {
            Token = token,
            Args = new MaskedProperties(args, "/args").Json,
            Provider = ProviderReference.ToUrn(provider),
        });
        return SimulatedFunctions.Call(token, ProviderView.WithoutSecrets(ProviderView.From(args)));
    }
}
