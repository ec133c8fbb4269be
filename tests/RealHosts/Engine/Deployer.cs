using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Properties;
using K8tre.Automation.Engine.Providers;
using K8tre.Automation.Engine.Rpc;
using K8tre.PlanModel;
using Pulumirpc;

namespace K8tre.Tests.RealHosts.Engine;

/// <summary>
/// Deployment of a program's resources in one run: remote commands over SSH, all other resources simulated. Like the Pulumi engine, it
/// starts no new step after a failure and completes running ones. It deletes at the end, dependants before their dependencies.
/// </summary>
/// <remarks>https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/step_generator.go</remarks>
internal sealed class Deployer(StackState state, CommandProvider provider) : IResourceProvider
{
    // Secrets also have user names and booleans. A report that masks them everywhere would be unreadable.
    private const int ShortestSecret = 12;

    private readonly ConcurrentDictionary<string, Task> _registered = [];
    private readonly ConcurrentQueue<Step> _steps = [];
    private readonly ConcurrentQueue<RunError> _errors = [];

    /// <summary>Completed steps.</summary>
    public IReadOnlyCollection<Step> Steps => _steps;

    /// <summary>Failed steps.</summary>
    public IReadOnlyCollection<RunError> Errors => _errors;

    /// <summary>Action that is called with the name of a resource before it is created, updated or deleted.</summary>
    public Action<string>? OnStart { get; init; }

    /// <inheritdoc/>
    public async ValueTask<ResourceState> ApplyAsync(RegisterResourceRequest request, string urn, PlanOptions options)
    {
        if (!_errors.IsEmpty)
            throw Closed();
        if (request.ReplaceWith.Count > 0 || request.ReplacementTrigger is not null)
            throw new RpcException(RpcStatus.Unimplemented, "the test engine knows neither replaceWith nor replacementTrigger");

        Conceal(request.Type, request.Object);
        var deployment = DeployAsync(request, urn, options);
        if (!_registered.TryAdd(urn, deployment))
            throw new RpcException(RpcStatus.AlreadyExists, $"Duplicate resource URN '{urn}'; try giving it a unique name");

        var deployed = await deployment;
        return new(deployed.Id, deployed.Outputs.Clone());
    }

    /// <summary>Waits for running steps, then deletes resources that the program did not register or that were replaced.</summary>
    /// <param name="mayDelete">True if the program completed. After a failure nothing is deleted.</param>
    public async Task FinishAsync(bool mayDelete)
    {
        await Task.WhenAll(_registered.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (mayDelete && _errors.IsEmpty)
            await DeleteAsync([.. state.Replaced, .. state.Resources.Values.Where(resource => !_registered.ContainsKey(resource.Urn))])
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<DeployedResource> DeployAsync(RegisterResourceRequest request, string urn, PlanOptions options)
    {
        await Task.Yield();
        var old = options.Aliases.Prepend(urn).Select(state.Resources.GetValueOrDefault).FirstOrDefault(found => found is not null);
        var wanted = DeployedResource.Wanted(request, urn, options, old);
        if (CommandProvider.Serves(wanted.Type))
            provider.AddDigest(wanted);

        var changes = old is null ? [] : wanted.ChangesSince(old);
        var change = old is null ? Change.Created
            : changes is [] ? Change.Unchanged
            : wanted.IsReplacedBy(changes) ? Change.Replaced
            : Change.Updated;
        if (change == Change.Replaced)
            wanted = wanted with { Generation = wanted.Generation + 1 };
        if (change == Change.Replaced && options.DeleteBeforeReplace)
            await DeleteAsync([old!, .. state.TriggeredBy(old!)]);

        var deployed = change == Change.Unchanged
            ? wanted with { Id = old!.Id, Outputs = old.Outputs }
            : await TryAsync(wanted, () => MakeAsync(request, wanted, change, changes, old), change);
        if (old is not null && old.Urn != urn)
            state.Resources.TryRemove(old.Urn, out _);
        if (change == Change.Replaced && !options.DeleteBeforeReplace)
            state.Replace(old!);
        state.Resources[urn] = deployed;
        if (change == Change.Unchanged)
            _steps.Enqueue(StepOf(deployed, change));
        return deployed;
    }

    private async Task<DeployedResource> MakeAsync(
        RegisterResourceRequest request, DeployedResource wanted, Change change, IReadOnlyList<string> changes, DeployedResource? old)
    {
        var answer = SimulatedProvider.Create(request, $"{wanted.Urn} {wanted.Generation}");
        var outputs = answer.Outputs;
        if (CommandProvider.Serves(wanted.Type))
        {
            outputs = change == Change.Updated ? await provider.UpdateAsync(wanted, changes) : await provider.CreateAsync(wanted);
            // A secret input is a secret output.
            var secrets = request.Object.Fields
                .Where(input => WireValue.IsSecret(input.Value))
                .Select(input => input.Key)
                .Concat(request.AdditionalSecretOutputs)
                .Append("connection");
            foreach (var secret in secrets.Distinct().Where(outputs.Fields.ContainsKey))
                outputs.Fields[secret] = WireValue.Secret(outputs.Fields[secret]);
        }

        Conceal(wanted.Type, outputs);
        return wanted with { Id = change == Change.Updated ? old!.Id : answer.Id, Outputs = outputs };
    }

    // Dependants are deleted first, independent resources at the same time. If one fails, its dependencies are kept.
    private async Task DeleteAsync(IReadOnlyCollection<DeployedResource> resources)
    {
        var deletions = new ConcurrentDictionary<DeployedResource, Lazy<Task>>(ReferenceEqualityComparer.Instance);
        foreach (var resource in resources)
            deletions[resource] = new(() => DeleteAfterAsync(resource));
        await Task.WhenAll(deletions.Values.Select(deletion => deletion.Value)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_errors.IsEmpty)
            throw Closed();

        async Task DeleteAfterAsync(DeployedResource resource)
        {
            await Task.WhenAll(resources.Where(other => other != resource && other.DependsOn.Contains(resource.Urn))
                .Select(dependant => deletions[dependant].Value));
            await DeleteAsync(resource, resources);
        }
    }

    private async Task DeleteAsync(DeployedResource resource, IReadOnlyCollection<DeployedResource> together)
    {
        if (!_errors.IsEmpty)
            throw Closed();

        var change = resource.Options.RetainOnDelete ? Change.Retained : Change.Deleted;
        await TryAsync(resource, async () =>
        {
            if (resource.Options.Protect)
                throw new SshException($"resource \"{resource.Urn}\" cannot be deleted because it is protected");
            var goesWithAnother = together.Any(other => other.Urn == resource.Options.DeletedWith);
            if (change == Change.Deleted && !goesWithAnother && CommandProvider.Serves(resource.Type))
                await provider.DeleteAsync(resource);
            return resource;
        }, change);
        state.Remove(resource);
    }

    private async Task<DeployedResource> TryAsync(DeployedResource resource, Func<Task<DeployedResource>> work, Change change)
    {
        try
        {
            OnStart?.Invoke(resource.Name);
            var done = await work();
            _steps.Enqueue(StepOf(resource, change));
            return done;
        }
        catch (Exception error) when (error is not RpcException)
        {
            _errors.Enqueue(new(resource.Name, resource.Host, error.Message));
            throw Closed();
        }
    }

    // A Secret of Kubernetes also has names. Its secret values are already secret at their source.
    private void Conceal(string type, Struct? properties)
    {
        if (type != "kubernetes:core/v1:Secret")
            state.Conceal(SecretsOf(properties));
    }

    private static Step StepOf(DeployedResource resource, Change change) => new(change, resource.Type, resource.Name, resource.Host);

    // Answer of the engine to a program after a failed step. The operator sees the error itself. 14 is gRPC's "unavailable".
    private static RpcException Closed() => new((RpcStatus)14, "resource monitor shut down while waiting on step's done channel");

    private static IEnumerable<string> SecretsOf(Struct? properties) => properties is null ? [] : properties.Fields
        .SelectMany(property => Texts(property.Key == "connection" ? Credentials(property.Value) : property.Value, isSecret: false))
        .Where(text => text.Length >= ShortestSecret);

    // The whole connection is marked as secret, although its addresses and names are not secret.
    private static Value Credentials(Value connection)
    {
        var fields = WireValue.Unwrap(connection).StructValue?.Fields ?? [];
        return WireValue.Secret(Value.ForList(
            [.. fields.Where(field => field.Key is "privateKey" or "password" or "privateKeyPassword").Select(field => field.Value)]));
    }

    private static IEnumerable<string> Texts(Value value, bool isSecret)
    {
        isSecret |= WireValue.IsSecret(value);
        return WireValue.Unwrap(value) switch
        {
            { KindCase: Value.KindOneofCase.StringValue } text when isSecret => [text.StringValue],
            { KindCase: Value.KindOneofCase.ListValue } list => list.ListValue.Values.SelectMany(element => Texts(element, isSecret)),
            { KindCase: Value.KindOneofCase.StructValue } map =>
                map.StructValue.Fields.Values.SelectMany(element => Texts(element, isSecret)),
            _ => [],
        };
    }
}
