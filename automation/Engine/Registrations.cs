using K8tre.Automation.Engine.Properties;
using K8tre.Automation.Engine.Providers;
using K8tre.Automation.Engine.Updates;
using K8tre.PlanModel;
using Pulumirpc;

namespace K8tre.Automation.Engine;

/// <summary>Registers resources: those of the program, default providers, and the children of remote components.</summary>
internal sealed class Registrations
{
    private readonly EngineOptions _options;
    private readonly Recording _recording;
    private readonly UpdatePreview? _preview;

    /// <summary>Creates the registrations of a recording.</summary>
    public Registrations(EngineOptions options, Recording recording)
    {
        _options = options;
        _recording = recording;
        _preview = options.Since is null ? null : new(options.Since);
        DefaultProviders = new(request => RegisterAsync(request, isImplicit: true));
    }

    /// <summary>The providers of resources and functions without one.</summary>
    public DefaultProviders DefaultProviders { get; }

    /// <summary>Registers a resource, its default provider, and the children of a remote component.</summary>
    /// <param name="request">The registration.</param>
    /// <param name="isImplicit">True if the program does not register the resource itself.</param>
    /// <exception cref="Rpc.RpcException">The parent is not registered, the URN is, or the provider fails.</exception>
    public async Task<RecordedResource> RegisterAsync(RegisterResourceRequest request, bool isImplicit = false)
    {
        var parent = _recording.GetParent(request.Parent, $"{request.Type} '{request.Name}'");
        var urn = ResourceUrn.Create(_options.Stack, _options.Project, request.Parent, request.Type, request.Name);
        var provider = await ProviderAsync(request, parent);
        var inherited = InheritedOptions.From(request, parent?.Inherited ?? InheritedOptions.None);
        var options = RequestedOptions.From(request, inherited, _options);
        var inputs = new MaskedProperties(request.Object, "/inputs");
        var plan = new PlanResource
        {
            Urn = urn,
            Type = request.Type,
            Name = request.Name,
            Custom = request.Custom,
            Implicit = isImplicit,
            Parent = parent?.Plan.Urn,
            Provider = ProviderReference.ToUrn(provider),
            Inputs = inputs.Json,
            Outputs = [],
            Secrets = [],
            Fingerprints = inputs.Fingerprints,
            Dependencies = [.. request.Dependencies],
            PropertyDependencies = request.PropertyDependencies
                .Where(property => property.Value.Urns.Count > 0)
                .OrderBy(property => property.Key, StringComparer.Ordinal)
                .ToDictionary(property => property.Key, IReadOnlyList<string> (property) => [.. property.Value.Urns]),
            Options = options,
        };

        var state = await StateAsync(request, plan, options);
        if (_preview is not null)
            state = _preview.Preview(request, plan, state, ProviderOf(plan));

        var outputs = new MaskedProperties(state.Outputs, "/outputs");
        var resource = new RecordedResource(
            plan with
            {
                Id = !request.Custom ? null : state.Id.Length > 0 ? state.Id : MaskedValue.Unknown,
                Outputs = outputs.Json,
                Secrets = [.. inputs.Secrets, .. outputs.Secrets],
            },
            state.Outputs,
            provider,
            request.Providers,
            inherited);
        _recording.Add(resource);
        if (request.Remote)
            await RegisterChildrenAsync(request, urn);

        return resource;
    }

    /// <summary>Returns the changes of a complete plan. Null if the program is deployed over nothing.</summary>
    public PlanChanges? ToChanges(IReadOnlyList<PlanResource> resources) => _preview?.ToChanges(resources);

    private async ValueTask<string> ProviderAsync(RegisterResourceRequest request, RecordedResource? parent)
    {
        var provider = ProviderReference.Select(request, parent);
        var needsProvider = request.Remote
            || (request.Custom && !request.Type.StartsWith(DefaultProviders.TypePrefix, StringComparison.Ordinal));
        return provider.Length == 0 && needsProvider ? await DefaultProviders.GetAsync(request.Type, request.Version) : provider;
    }

    // A local component registers its outputs later. A default provider belongs to the engine.
    private async ValueTask<ResourceState> StateAsync(RegisterResourceRequest request, PlanResource plan, PlanOptions options)
        => DefaultProviders.IsDefault(plan.Urn) ? SimulatedProvider.Create(request, plan.Urn)
            : request.Custom ? await _options.Provider.ApplyAsync(request, plan.Urn, options)
            : new("", request.Remote ? ProviderView.From(request.Object) : new());

    // The engine calls no provider for a component.
    private RecordedResource? ProviderOf(PlanResource resource)
        => resource.Custom && _recording.TryGet(resource.Provider ?? "", out var provider) ? provider : null;

    private async Task RegisterChildrenAsync(RegisterResourceRequest component, string urn)
    {
        if (RemoteComponents.Children(component, urn) is not { } children)
        {
            _recording.OnMessage?.Invoke(
                "warning", $"the plan does not show the children of {component.Type} '{component.Name}'; its provider registers them");
            return;
        }

        foreach (var child in children)
            await RegisterAsync(child, isImplicit: true);
    }
}
