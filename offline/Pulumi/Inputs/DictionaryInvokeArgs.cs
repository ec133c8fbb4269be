using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Arguments of a function, by name instead of by a class.</summary>
public sealed class DictionaryInvokeArgs : InvokeArgs
{
    private readonly ImmutableDictionary<string, object?> _dictionary;

    /// <summary>Takes the inputs by the names that the engine knows.</summary>
    /// <exception cref="InvalidOperationException">A value has a type that no output could have.</exception>
    public DictionaryInvokeArgs(ImmutableDictionary<string, object?> dictionary)
    {
        foreach (var value in dictionary.Values)
            TargetType.CheckValue(nameof(dictionary), value, typeof(Output<>), typeof(Input<>));
        _dictionary = dictionary;
    }

    internal override IEnumerable<KeyValuePair<string, object?>> Inputs() => _dictionary;
}
