using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi;

/// <summary>Registers or reads resources, and gives their outputs the values that come back.</summary>
internal sealed class ResourceRegistrar(Deployment deployment)
{
    /// <summary>Answer of the engine for a resource.</summary>
    private sealed record Answer(
        string Urn, string Id, Struct Properties, IReadOnlyDictionary<string, ImmutableHashSet<Resource>> Dependencies, Result Result);

    private static readonly Dictionary<string, ImmutableHashSet<Resource>> NoDependencies = [];

    /// <summary>Registers a resource, or reads it when its options name an existing one.</summary>
    public async Task RegisterAsync(Registration registration)
    {
        var isSkipped = false;
        try
        {
            var answer = await AskAsync(registration).ConfigureAwait(false);
            SetOutputs(registration, answer);
            isSkipped = answer.Result != Result.Success;
        }
        catch (Exception exception)
        {
            foreach (var output in registration.Outputs.Values)
                output.TrySetException(exception);
            throw;
        }

        // In an update a property that is not in the answer has no value. In a preview it may still get one.
        foreach (var output in registration.Outputs.Values)
            output.TrySetDefault(isKnown: !deployment.Facts.IsDryRun && !isSkipped);
    }

    /// <summary>Registers the outputs of a component or of the stack.</summary>
    public async Task RegisterOutputsAsync(Resource resource, Output<IDictionary<string, object?>> outputs)
    {
        var urn = await resource.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        var values = await outputs.GetValueAsync(whenUnknown: ImmutableDictionary<string, object?>.Empty).ConfigureAwait(false);
        var keepResources = await deployment.Features.ResourceReferences.ConfigureAwait(false);
        var properties = await SerializedProperties.FromAsync($"outputs of {urn}", values, keepResources).ConfigureAwait(false);
        await deployment.Monitor.RegisterResourceOutputsAsync(new() { Urn = urn, Outputs = properties.Values }).ConfigureAwait(false);
    }

    private async Task<Answer> AskAsync(Registration registration)
    {
        var options = registration.Options;
        if (options.Urn is not null)
            return await GetAsync(options.Urn).ConfigureAwait(false);

        var id = options.Id is null ? "" : await options.Id.ToOutput().GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        if (string.IsNullOrEmpty(id))
            return await CreateAsync(registration).ConfigureAwait(false);
        return registration.Resource is CustomResource
            ? await ReadAsync(registration, id).ConfigureAwait(false)
            : throw new ArgumentException(
                $"{nameof(ResourceOptions)}.{nameof(ResourceOptions.Id)} is only valid for a {nameof(CustomResource)}");
    }

    private async Task<Answer> GetAsync(string urn)
    {
        var args = new DictionaryInvokeArgs(ImmutableDictionary<string, object?>.Empty.Add(PropertyNames.Urn, urn));
        var state = (await new FunctionCalls(deployment).InvokeAsync(FunctionCalls.GetResource, args).ConfigureAwait(false)).Fields;
        return new(
            state[PropertyNames.Urn].StringValue,
            state[PropertyNames.Id].StringValue,
            state["state"].StructValue,
            NoDependencies,
            Result.Success);
    }

    private async Task<Answer> ReadAsync(Registration registration, string id)
    {
        var request = await new RegistrationRequests(deployment).ReadAsync(registration, id).ConfigureAwait(false);
        var response = await deployment.Monitor.ReadResourceAsync(registration.Resource, request).ConfigureAwait(false);
        return new(response.Urn, id, response.Properties ?? new(), NoDependencies, Result.Success);
    }

    private async Task<Answer> CreateAsync(Registration registration)
    {
        var request = await new RegistrationRequests(deployment).RegisterAsync(registration).ConfigureAwait(false);
        var response = await deployment.Monitor.RegisterResourceAsync(registration.Resource, request).ConfigureAwait(false);
        var dependencies = response.PropertyDependencies.Count == 0 ? NoDependencies : response.PropertyDependencies.ToDictionary(
            property => property.Key,
            property => property.Value.Urns.Select(Resource (urn) => new DependencyResource(urn)).ToImmutableHashSet());
        return new(response.Urn, response.Id, response.Object ?? new(), dependencies, response.Result);
    }

    private static void SetOutputs(Registration registration, Answer answer)
    {
        var resource = registration.Resource;
        foreach (var (name, output) in registration.Outputs)
        {
            switch (name)
            {
                case PropertyNames.Urn:
                    output.SetValue(OutputData.Plain<object?>(answer.Urn));
                    break;
                case PropertyNames.Id when resource is CustomResource:
                    output.SetValue(OutputData.Plain<object?>(answer.Id) with { IsKnown = answer.Id.Length > 0 });
                    break;
                default:
                    if (!answer.Properties.Fields.TryGetValue(name, out var value))
                        break;
                    var data = output.Target.Read(value, $"{resource.GetType().FullName}.{name}", warning => Log.Warn(warning, resource));
                    output.SetValue(data with { Resources = answer.Dependencies.GetValueOrDefault(name, []) });
                    break;
            }
        }
    }
}
