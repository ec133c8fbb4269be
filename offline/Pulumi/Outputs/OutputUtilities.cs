using System.Collections.Immutable;

namespace Pulumi.Utilities;

/// <summary>Looks inside outputs: for tests and for those who write libraries.</summary>
public static class OutputUtilities
{
    /// <summary>An output that is not known. The value is remembered, and never given out.</summary>
    public static Output<T> CreateUnknown<T>(T value) => new(Task.FromResult(OutputData.Unknown(value)));

    /// <summary>An output that is not known. The function is not called.</summary>
    public static Output<T> CreateUnknown<T>(Func<Task<T>> valueFactory) => CreateUnknown<T>(default(T)!).Apply(_ => valueFactory());

    /// <summary>A copy of an output that comes from one more resource.</summary>
    /// <exception cref="ArgumentNullException">The output or the resource is missing.</exception>
    public static Output<T> WithDependency<T>(Output<T> output, Resource resource)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(resource);
        return output.Change(data => data with { Resources = data.Resources.Add(resource) });
    }

    /// <summary>Gets a value that is true if the output is known.</summary>
    public static async Task<bool> GetIsKnownAsync<T>(Output<T> output) => (await output.DataTask.ConfigureAwait(false)).IsKnown;

    /// <summary>The value, secret or not; the default of its type when it is unknown.</summary>
    public static Task<T> GetValueAsync<T>(Output<T> output) => output.GetValueAsync(whenUnknown: default!);

    /// <summary>The resources that the value comes from.</summary>
    public static Task<ImmutableHashSet<Resource>> GetDependenciesAsync<T>(Output<T> output) => ((IOutput)output).GetResourcesAsync();
}
