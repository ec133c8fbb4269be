using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A value and what travels with it: where it comes from, whether it is known, whether it is secret.</summary>
internal readonly record struct OutputData<T>(ImmutableHashSet<Resource> Resources, T Value, bool IsKnown, bool IsSecret);

/// <summary>Makes and combines <see cref="OutputData{T}"/>.</summary>
internal static class OutputData
{
    /// <summary>A value that came from no resource, is known and is not secret.</summary>
    public static OutputData<T> Plain<T>(T value) => new([], value, IsKnown: true, IsSecret: false);

    /// <summary>A value that only a deployment will tell.</summary>
    public static OutputData<T> Unknown<T>(T value, bool isSecret = false) => new([], value, IsKnown: false, isSecret);

    /// <summary>The same facts about another value.</summary>
    public static OutputData<TResult> With<T, TResult>(this OutputData<T> data, TResult value) =>
        new(data.Resources, value, data.IsKnown, data.IsSecret);

    /// <summary>A value made of two others: known if both are, secret if one is.</summary>
    public static OutputData<TResult> Merge<T1, T2, TResult>(OutputData<T1> first, OutputData<T2> second, TResult value) =>
        new(Union(first.Resources, second.Resources), value, first.IsKnown && second.IsKnown, first.IsSecret || second.IsSecret);

    /// <summary>The union, without an allocation in the usual case that one side is empty.</summary>
    public static ImmutableHashSet<Resource> Union(ImmutableHashSet<Resource> first, ImmutableHashSet<Resource> second) =>
        first.IsEmpty || ReferenceEquals(first, second) ? second
        : second.IsEmpty ? first
        : first.Union(second);
}
