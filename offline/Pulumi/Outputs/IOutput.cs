using System.Collections.Immutable;

namespace Pulumi;

/// <summary>An <see cref="Output{T}"/> whose type of value is not known while compiling.</summary>
internal interface IOutput
{
    /// <summary>The value together with what is known about it.</summary>
    Task<OutputData<object?>> GetDataAsync();

    /// <summary>The resources that the value comes from.</summary>
    Task<ImmutableHashSet<Resource>> GetResourcesAsync();
}
