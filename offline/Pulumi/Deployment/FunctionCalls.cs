using System.Collections.Immutable;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi;

/// <summary>Calls functions of providers and methods of resources.</summary>
internal sealed class FunctionCalls(Deployment deployment)
{
    /// <summary>The engine's own function that gives the state of a resource.</summary>
    public const string GetResource = "pulumi:pulumi:getResource";

    private const string Self = "__self__";

    /// <summary>
    /// Calls a function once its arguments are there. With an unknown argument, or depending on a resource that does not exist yet, it
    /// is not called, and the result is unknown.
    /// </summary>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? package)
    {
        return new(CallAsync());

        async Task<OutputData<T>> CallAsync()
        {
            var properties = await LogFailureAsync("invoke", token, self: null, () => ArgumentsAsync(token, args)).ConfigureAwait(false);
            if (properties.Values.ContainsUnknown())
                return OutputData.Unknown<T>(default!);

            var explicitly = options is InvokeOutputOptions { DependsOn: { } dependsOn }
                ? await dependsOn.ToOutput().GetValueAsync(whenUnknown: []).ConfigureAwait(false)
                : [];
            ImmutableHashSet<Resource> dependencies = [.. explicitly, .. properties.Dependencies.Values.SelectMany(resources => resources)];
            if (await AnyIsMissingAsync(dependencies).ConfigureAwait(false))
                return OutputData.Unknown<T>(default!);

            var result = await InvokeAsync(token, properties.Values, options, package).ConfigureAwait(false);
            return Read<T>(token, result) with { Resources = dependencies };
        }
    }

    /// <summary>Calls a function now, and gives the plain value of its result.</summary>
    public async Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? package) =>
        Read<T>(token, await InvokeAsync(token, args, options, package).ConfigureAwait(false)).Value;

    /// <summary>Calls a function now.</summary>
    public async Task<Struct> InvokeAsync(
        string token, InvokeArgs args, InvokeOptions? options = null, RegisterPackageRequest? package = null)
    {
        var properties = await ArgumentsAsync(token, args).ConfigureAwait(false);
        return await InvokeAsync(token, properties.Values, options, package).ConfigureAwait(false);
    }

    /// <summary>Calls a method once its arguments are there. The provider decides what is unknown and secret in the result.</summary>
    public Output<T> Call<T>(string token, CallArgs args, Resource? self, CallOptions? options, RegisterPackageRequest? package)
    {
        return new(ReadAsync());

        async Task<OutputData<T>> ReadAsync()
        {
            var response = await CallAsync(token, args, self, options, package).ConfigureAwait(false);
            var urns = response.ReturnDependencies.Values.SelectMany(returned => returned.Urns);
            return Read<T>(token, response.Return) with { Resources = [.. urns.Select(urn => new DependencyResource(urn))] };
        }
    }

    private async Task<CallResponse> CallAsync(
        string token, CallArgs args, Resource? self, CallOptions? options, RegisterPackageRequest? package)
    {
        var inputs = (args ?? CallArgs.Empty).Inputs();
        var keepOutputs = await deployment.Features.OutputValues.ConfigureAwait(false);
        var properties = await LogFailureAsync("call", token, self, () => SerializedProperties.FromAsync(
            $"call:{token}",
            self is null ? inputs : inputs.Append(new(Self, self)),
            keepResources: true,
            keepOutputs,
            ignoreResourceReferences: true)).ConfigureAwait(false);

        var provider = self is null ? options?.Provider ?? options?.Parent?.ProviderFor(token) : self.Provider;
        var request = new ResourceCallRequest
        {
            Tok = token,
            Args = properties.Values,
            Provider = await ProviderResource.ReferenceAsync(provider).ConfigureAwait(false),
            Version = (self is null ? options?.Version : self.Version) ?? "",
            PluginDownloadURL = (self is null ? options?.PluginDownloadURL : self.PluginDownloadUrl) ?? "",
            PackageRef = await deployment.Packages.ResolveAsync(package).ConfigureAwait(false),
        };
        foreach (var (name, resources) in properties.Dependencies)
            request.ArgDependencies[name] = new() { Urns = { await ResourceGraph.UrnsOfAsync(resources).ConfigureAwait(false) } };

        var response = await deployment.Monitor.CallAsync(request).ConfigureAwait(false);
        ThrowIfFailed("Call", token, response.Failures);
        return response;
    }

    private async Task<SerializedProperties> ArgumentsAsync(string token, InvokeArgs args) => await SerializedProperties.FromAsync(
        $"invoke:{token}",
        (args ?? InvokeArgs.Empty).Inputs(),
        await deployment.Features.ResourceReferences.ConfigureAwait(false)).ConfigureAwait(false);

    private async Task<Struct> InvokeAsync(string token, Struct args, InvokeOptions? options, RegisterPackageRequest? package)
    {
        var provider = options?.Provider ?? options?.Parent?.ProviderFor(token);
        var response = await deployment.Monitor.InvokeAsync(new()
        {
            Tok = token,
            Args = args,
            Provider = await ProviderResource.ReferenceAsync(provider).ConfigureAwait(false),
            Version = options?.Version ?? "",
            PluginDownloadURL = options?.PluginDownloadURL ?? "",
            PackageRef = await deployment.Packages.ResolveAsync(package).ConfigureAwait(false),
            AcceptResources = RegistrationRequests.AcceptResources,
        }).ConfigureAwait(false);
        ThrowIfFailed("Invoke", token, response.Failures);
        return response.Return ?? new();
    }

    private static OutputData<T> Read<T>(string token, Struct? result) => TargetType.Read<T>(
        Value.ForStruct(result ?? new()), $"{token} result", warning => Log.Warn(warning));

    private static async Task<bool> AnyIsMissingAsync(IEnumerable<Resource> resources)
    {
        foreach (var resource in ResourceGraph.Reachable(resources))
        {
            if (resource is CustomResource { Id: { } id } && !(await id.DataTask.ConfigureAwait(false)).IsKnown)
                return true;
        }

        return false;
    }

    private static void ThrowIfFailed(string what, string token, RepeatedField<CheckFailure> failures)
    {
        if (failures.Count > 0)
        {
            var reasons = failures.Select(failure => $"{failure.Reason} ({failure.Property})");
            throw new InvalidOperationException($"{what} of '{token}' failed: {string.Join("; ", reasons)}");
        }
    }

    // If nothing reads the output, nobody would learn of the failure.
    private async Task<SerializedProperties> LogFailureAsync(
        string what, string token, Resource? self, Func<Task<SerializedProperties>> serialize)
    {
        try
        {
            return await serialize().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await deployment.Log
                .WriteAsync(LogSeverity.Error, $"Error serializing arguments for {what} {token}: {exception}", self)
                .ConfigureAwait(false);
            throw;
        }
    }
}
