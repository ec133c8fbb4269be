using System.Collections.Concurrent;
using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;
using Pulumirpc;
using ProtoPackageRequest = Pulumirpc.RegisterPackageRequest;

namespace Pulumi.Testing;

/// <summary>Asks mocks where the engine would ask providers.</summary>
internal sealed class MockMonitor(IMocks mocks) : IMonitor
{
    private readonly ConcurrentDictionary<string, Struct> _states = new();
    private ImmutableArray<Resource> _resources = [];

    /// <summary>All resources so far, in the order of their registration.</summary>
    public ImmutableArray<Resource> Resources => _resources;

    public bool AcceptsCallbacks => true;

    // Any feature but output values: mocks are to see plain values.
    public Task<SupportsFeatureResponse> SupportsFeatureAsync(SupportsFeatureRequest request) =>
        Task.FromResult(new SupportsFeatureResponse { HasSupport = request.Id != "outputValues" });

    public Task<RegisterPackageResponse> RegisterPackageAsync(ProtoPackageRequest request) =>
        Task.FromResult(new RegisterPackageResponse { Ref = $"{request.Name}-{request.Version}" });

    public async Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request)
    {
        var args = Plain(request.Args);
        if (request.Tok != FunctionCalls.GetResource)
            return new() { Return = await CallAsync(request.Tok, args, request.Provider).ConfigureAwait(false) };

        var urn = (string)args[PropertyNames.Urn];
        return _states.TryGetValue(urn, out var state)
            ? new() { Return = state }
            : throw new InvalidOperationException($"Unknown resource {urn}");
    }

    public async Task<CallResponse> CallAsync(ResourceCallRequest request) =>
        new() { Return = await CallAsync(request.Tok, Plain(request.Args), request.Provider).ConfigureAwait(false) };

    public async Task<ReadResourceResponse> ReadResourceAsync(Resource resource, ReadResourceRequest request)
    {
        var urn = UrnOf(request.Parent, request.Type, request.Name);
        var (id, state) = await NewResourceAsync(new()
        {
            Type = request.Type,
            Name = request.Name,
            Inputs = Plain(request.Properties),
            Provider = request.Provider,
            Id = request.Id,
        }).ConfigureAwait(false);
        Keep(urn, id, state);
        ImmutableInterlocked.Update(ref _resources, (resources, added) => resources.Add(added), resource);
        return new() { Urn = urn, Properties = state };
    }

    public async Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request)
    {
        ImmutableInterlocked.Update(ref _resources, (resources, added) => resources.Add(added), resource);
        var urn = UrnOf(request.Parent, request.Type, request.Name);
        if (request.Type == Stack.TypeToken)
            return new() { Urn = urn, Object = new() };

        var (id, state) = await NewResourceAsync(new()
        {
            Type = request.Type,
            Name = request.Name,
            Inputs = Plain(request.Object),
            Provider = request.Provider,
            Id = request.ImportId,
        }).ConfigureAwait(false);
        id ??= request.ImportId;
        Keep(urn, id, state);
        return new() { Urn = urn, Id = id, Object = state };
    }

    public Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request) => mocks.RegisterResourceOutputs(new(
        request.Urn,
        request.Outputs.Fields.ToImmutableDictionary(
            field => field.Key,
            field => new Output<object?>(Task.FromResult(Deserializer.Deserialize(field.Value))))));

    public Task SignalAndWaitForShutdownAsync() => Task.CompletedTask;

    private async Task<(string? Id, Struct State)> NewResourceAsync(MockResourceArgs args)
    {
        var (id, state) = await mocks.NewResourceAsync(args).ConfigureAwait(false);
        return (id, await SerializeAsync(state).ConfigureAwait(false));
    }

    private async Task<Struct> CallAsync(string token, ImmutableDictionary<string, object> args, string provider) => await SerializeAsync(
        await mocks.CallAsync(new() { Token = token, Args = args, Provider = provider }).ConfigureAwait(false)).ConfigureAwait(false);

    private void Keep(string urn, string? id, Struct state)
    {
        var kept = new Struct { Fields = { [PropertyNames.Urn] = Value.ForString(urn), ["state"] = Value.ForStruct(state) } };
        if (id is not null)
            kept.Fields[PropertyNames.Id] = Value.ForString(id);
        _states[urn] = kept;
    }

    // Of the parents' types only the outermost one is kept. So it is in the official package's mocks, and tests rely on it.
    private static string UrnOf(string parent, string type, string name)
    {
        var facts = Deployment.Required.Facts;
        var qualified = parent.Length == 0 ? type : $"{parent.Split("::")[2].Split('$')[0]}${type}";
        return $"urn:pulumi:{facts.StackName}::{facts.ProjectName}::{qualified}::{name}";
    }

    private static ImmutableDictionary<string, object> Plain(Struct properties)
    {
        var result = ImmutableDictionary.CreateBuilder<string, object>();
        foreach (var (name, property) in properties.Fields)
        {
            if (Deserializer.Deserialize(property) is { IsKnown: true, Value: { } value })
                result.Add(name, value);
        }

        return result.ToImmutable();
    }

    private static async Task<Struct> SerializeAsync(object state)
    {
        // Some dictionaries are only generic ones.
        if (state is IDictionary<string, object> dictionary)
            state = dictionary.ToImmutableDictionary();
        var value = await new PropertySerializer(keepResources: true).SerializeAsync(new(""), state).ConfigureAwait(false);
        return value?.StructValue
            ?? throw new InvalidOperationException($"{state?.GetType().FullName ?? "null"} is not a supported argument type");
    }
}
