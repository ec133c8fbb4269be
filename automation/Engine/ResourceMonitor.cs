using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Plausible;
using K8tre.Automation.Engine.Properties;
using K8tre.Automation.Engine.Rpc;
using K8tre.Automation.Plans;
using Pulumirpc;

namespace K8tre.Automation.Engine;

/// <summary>The service <c>pulumirpc.ResourceMonitor</c>: records each registration and answers as a deployment plausibly would.</summary>
internal sealed class ResourceMonitor(EngineOptions options, Recording recording)
{
    private const string Path = "/pulumirpc.ResourceMonitor/";

    // Transforms and hooks are missing: they would have to call the program back.
    private static readonly HashSet<string> Features =
    [
        "secrets", "resourceReferences", "outputValues", "aliasSpecs", "deletedWith", "replaceWith", "replacementTrigger",
        "parameterization",
    ];

    /// <summary>The methods by their path.</summary>
    public IEnumerable<KeyValuePair<string, RpcMethod>> Methods =>
    [
        new(Path + "SupportsFeature", RpcMethod.Of<SupportsFeatureRequest>(SupportsFeature)),
        new(Path + "RegisterResource", RpcMethod.OfAsync<RegisterResourceRequest>(RegisterResourceAsync)),
        new(Path + "RegisterResourceOutputs", RpcMethod.Of<RegisterResourceOutputsRequest>(RegisterResourceOutputs)),
        new(Path + "ReadResource", RpcMethod.Of<ReadResourceRequest>(ReadResource)),
        new(Path + "RegisterPackage", RpcMethod.Of<RegisterPackageRequest>(RegisterPackage)),
        new(Path + "Invoke", RpcMethod.Of<ResourceInvokeRequest>(Invoke)),
        new(Path + "Call", RpcMethod.Of<ResourceCallRequest>(Call)),
        new(Path + "SignalAndWaitForShutdown", RpcMethod.Of<Empty>(_ => new Empty())),
    ];

    private static SupportsFeatureResponse SupportsFeature(SupportsFeatureRequest request)
        => new() { HasSupport = Features.Contains(request.Id) };

    private async ValueTask<IMessage> RegisterResourceAsync(RegisterResourceRequest request)
    {
        var parent = recording.Parent(request.Parent, $"{request.Type} '{request.Name}'");
        var urn = ResourceUrn.Create(options.Stack, options.Project, request.Parent, request.Type, request.Name);
        var provider = InheritedOptions.ProviderOf(request, parent);
        var inherited = InheritedOptions.Of(request, parent?.Inherited);
        var planOptions = RequestedOptions.Of(request, inherited, options);
        var inputs = new MaskedProperties(request.Object, "/inputs");

        // The outputs of a local component are those it registers at its end.
        var isLocalComponent = request is { Custom: false, Remote: false };
        var answer = request.Custom
            ? await options.Resources.AnswerAsync(request, urn, planOptions)
            : new PlausibleResource(request.Type, request.Name, urn, isLocalComponent ? new() : ProviderView.Of(request.Object));
        var outputs = new MaskedProperties(answer.Outputs, "/outputs");

        var plan = new PlanResource
        {
            Urn = urn,
            Type = request.Type,
            Name = request.Name,
            Custom = request.Custom,
            Parent = parent?.Plan.Urn,
            Provider = ResourceUrn.OfProvider(provider),
            Id = request.Custom ? answer.Id : null,
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
        recording.Add(new RecordedResource(plan, answer.Outputs, provider, request.Providers, inherited));

        return new RegisterResourceResponse
        {
            Urn = urn,
            Id = request.Custom ? answer.Id : "",
            Object = request.AcceptSecrets ? answer.Outputs : ProviderView.WithoutSecrets(answer.Outputs),
        };
    }

    private Empty RegisterResourceOutputs(RegisterResourceOutputsRequest request)
    {
        recording.Complete(request.Urn, request.Outputs ?? new());
        return new();
    }

    private ReadResourceResponse ReadResource(ReadResourceRequest request)
    {
        var parent = recording.Parent(request.Parent, $"{request.Type} '{request.Name}'");
        var urn = ResourceUrn.Create(options.Stack, options.Project, request.Parent, request.Type, request.Name);
        var inputs = new MaskedProperties(request.Properties, "/inputs");
        var answer = new PlausibleResource(request.Type, request.Name, urn, ProviderView.Of(request.Properties));
        PlausibleOutputs.Answer(answer, request.AdditionalSecretOutputs);
        if (request.Type == StackReferences.Type)
            StackReferences.Answer(answer, request.Id, options.StackOutputs);
        var outputs = new MaskedProperties(answer.Outputs, "/outputs");

        var plan = new PlanResource
        {
            Urn = urn,
            Type = request.Type,
            Name = request.Name,
            Custom = true,
            Read = true,
            Parent = parent?.Plan.Urn,
            Provider = ResourceUrn.OfProvider(request.Provider),
            Id = request.Id,
            Inputs = inputs.Json,
            Outputs = outputs.Json,
            Secrets = [.. inputs.Secrets, .. outputs.Secrets],
            Dependencies = [.. request.Dependencies],
            PropertyDependencies = new Dictionary<string, IReadOnlyList<string>>(),
            Options = RequestedOptions.Of(request),
        };
        recording.Add(new RecordedResource(plan, answer.Outputs, request.Provider, new Dictionary<string, string>(), new(null, null, "")));

        return new()
        {
            Urn = urn,
            Properties = request.AcceptSecrets ? answer.Outputs : ProviderView.WithoutSecrets(answer.Outputs),
        };
    }

    // A reference has to be the same for the same package, and needs no other meaning here.
    private static RegisterPackageResponse RegisterPackage(RegisterPackageRequest request) => new()
    {
        Ref = new Seed($"{request.Name} {request.Version} {request.Parameterization} {request.Extension}").Uuid("package"),
    };

    private ResourceInvokeResponse Invoke(ResourceInvokeRequest request)
    {
        if (request.Tok == ResourceLookup.Token)
            return new() { Return = ResourceLookup.Find(request.Args, recording) };

        Record(request.Tok, request.Args, request.Provider);
        return new() { Return = PlausibleResults.Of(request.Tok, ProviderView.WithoutSecrets(ProviderView.Of(request.Args))) };
    }

    private CallResponse Call(ResourceCallRequest request)
    {
        Record(request.Tok, request.Args, request.Provider);
        return new() { Return = PlausibleResults.Of(request.Tok, ProviderView.WithoutSecrets(ProviderView.Of(request.Args))) };
    }

    private void Record(string token, Struct args, string provider) => recording.Add(new PlanInvoke
    {
        Token = token,
        Args = new MaskedProperties(args, "/args").Json,
        Provider = ResourceUrn.OfProvider(provider),
    });
}
