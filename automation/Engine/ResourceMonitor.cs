using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Properties;
using K8tre.Automation.Engine.Providers;
using K8tre.Automation.Engine.Rpc;
using K8tre.PlanModel;
using Pulumirpc;

namespace K8tre.Automation.Engine;

/// <summary>The service <c>pulumirpc.ResourceMonitor</c>: records each registration and returns the state of the resource.</summary>
internal sealed class ResourceMonitor(EngineOptions options, Recording recording, Registrations registrations)
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
        new(Path + "ReadResource", RpcMethod.CreateAsync<ReadResourceRequest>(ReadResourceAsync)),
        new(Path + "RegisterPackage", RpcMethod.Create<RegisterPackageRequest>(RegisterPackage)),
        new(Path + "Invoke", RpcMethod.CreateAsync<ResourceInvokeRequest>(InvokeAsync)),
        new(Path + "Call", RpcMethod.CreateAsync<ResourceCallRequest>(CallAsync)),
        new(Path + "SignalAndWaitForShutdown", RpcMethod.Create<Empty>(_ => new Empty())),
    ];

    private static SupportsFeatureResponse SupportsFeature(SupportsFeatureRequest request)
        => new() { HasSupport = Features.Contains(request.Id) };

    private async ValueTask<IMessage> RegisterResourceAsync(RegisterResourceRequest request)
    {
        var resource = await registrations.RegisterAsync(request);
        return new RegisterResourceResponse
        {
            Urn = resource.Plan.Urn,
            Id = resource.Id,
            Object = Visible(resource.State, request.AcceptSecrets),
        };
    }

    private Empty RegisterResourceOutputs(RegisterResourceOutputsRequest request)
    {
        recording.AddOutputs(request.Urn, request.Outputs ?? new());
        return new();
    }

    private async ValueTask<IMessage> ReadResourceAsync(ReadResourceRequest request)
    {
        var parent = recording.GetParent(request.Parent, $"{request.Type} '{request.Name}'");
        var provider = request.Provider.Length > 0
            ? request.Provider
            : await registrations.DefaultProviders.GetAsync(request.Type, request.Version);
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
            Provider = ProviderReference.ToUrn(provider),
            Id = request.Id,
            Inputs = inputs.Json,
            Outputs = outputs.Json,
            Secrets = [.. inputs.Secrets, .. outputs.Secrets],
            Dependencies = [.. request.Dependencies],
            PropertyDependencies = new Dictionary<string, IReadOnlyList<string>>(),
            Options = RequestedOptions.From(request),
        };
        recording.Add(new RecordedResource(
            plan, resource.Outputs, provider, new Dictionary<string, string>(), InheritedOptions.None));

        return new ReadResourceResponse { Urn = urn, Properties = Visible(resource.Outputs, request.AcceptSecrets) };
    }

    private static Struct Visible(Struct outputs, bool acceptSecrets) => acceptSecrets ? outputs : ProviderView.WithoutSecrets(outputs);

    // Requests for the same package get the same reference. Nothing else depends on it.
    private static RegisterPackageResponse RegisterPackage(RegisterPackageRequest request) => new()
    {
        Ref = new SeededValues($"{request.Name} {request.Version} {request.Parameterization} {request.Extension}").Uuid("package"),
    };

    private async ValueTask<IMessage> InvokeAsync(ResourceInvokeRequest request) => new ResourceInvokeResponse
    {
        Return = request.Tok == ResourceLookup.Token
            ? ResourceLookup.Find(request.Args, recording)
            : await CallAsync(request.Tok, request.Args, request.Provider, request.Version),
    };

    private async ValueTask<IMessage> CallAsync(ResourceCallRequest request)
        => new CallResponse { Return = await CallAsync(request.Tok, request.Args, request.Provider, request.Version) };

    private async Task<Struct> CallAsync(string token, Struct args, string provider, string version)
    {
        recording.Add(new PlanInvoke
        {
            Token = token,
            Args = new MaskedProperties(args, "/args").Json,
            Provider = ProviderReference.ToUrn(
                provider.Length > 0 ? provider : await registrations.DefaultProviders.GetAsync(token, version)),
        });
        return SimulatedFunctions.Call(token, ProviderView.WithoutSecrets(ProviderView.From(args)));
    }
}
