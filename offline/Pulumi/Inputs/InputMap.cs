using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// A map with text keys that a resource takes. Values may be plain or outputs, and each keeps its own secretness and knownness;
/// the map itself may come from an output too. A value of null is left out.
/// </summary>
/// <typeparam name="TValue">The type of a value.</typeparam>
public sealed class InputMap<TValue>
    : Input<ImmutableDictionary<string, TValue>>, IEnumerable, IAsyncEnumerable<Input<KeyValuePair<string, TValue>>>
{
    private Output<ImmutableDictionary<string, Input<TValue>>> _entries;
    private Output<ImmutableDictionary<string, TValue>>? _values;

    /// <summary>An empty map, to be filled by a collection initialiser.</summary>
    public InputMap()
        : this(Output.Create(ImmutableDictionary<string, Input<TValue>>.Empty))
    {
    }

    private InputMap(Output<ImmutableDictionary<string, Input<TValue>>> entries)
        : base(output: null)
    {
        _entries = entries;
    }

    private protected override IOutput Serializable => _entries;

    /// <summary>Adds a value, as <see cref="Add(string, Input{TValue})"/> does.</summary>
    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    /// <summary>A map of values.</summary>
    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) => new(Output.Create(AsInputs(values)));

    /// <summary>A map of values.</summary>
    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) => new(Output.Create(AsInputs(values)));

    /// <summary>A map that an output will have.</summary>
    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values) => new(values.Apply(AsInputs));

    /// <summary>A map that an output will have.</summary>
    public static implicit operator InputMap<TValue>(Output<IDictionary<string, TValue>> values) => new(values.Apply(AsInputs));

    /// <summary>A map that an output will have.</summary>
    public static implicit operator InputMap<TValue>(Output<ImmutableDictionary<string, TValue>> values) => new(values.Apply(AsInputs));

    /// <summary>A new map of both: where both have a key, the second one's value counts.</summary>
    public static InputMap<TValue> Merge(InputMap<TValue> first, InputMap<TValue> second) =>
        new(Output.Tuple(first._entries, second._entries).Apply(maps => maps.Item1.SetItems(maps.Item2)));

    /// <summary>
    /// Adds a value. The same key may be added again with an equal value; a different one fails the program with an
    /// <see cref="ArgumentException"/> (to replace a value, use <see cref="Merge"/>).
    /// </summary>
    public void Add(string key, Input<TValue> value) => Change(_entries.Apply(
        entries => entries.SetItem(key, entries.TryGetValue(key, out var present) ? Same(key, present, value) : value)));

    /// <summary>Adds all entries of another map. A key that is there already fails the program.</summary>
    public void Add(InputMap<TValue> values) => AddRange(values);

    /// <inheritdoc cref="Add(InputMap{TValue})"/>
    public void AddRange(InputMap<TValue> values) =>
        Change(Output.Tuple(_entries, values._entries).Apply(maps => maps.Item1.AddRange(maps.Item2)));

    /// <summary>Gives the entries once they are known; none when they are not.</summary>
    public async IAsyncEnumerator<Input<KeyValuePair<string, TValue>>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        var none = ImmutableDictionary<string, TValue>.Empty;
        foreach (var entry in await AsOutput().GetValueAsync(whenUnknown: none).ConfigureAwait(false))
            yield return entry;
    }

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException(
        $"A {GetType().FullName} cannot be synchronously enumerated. Use {nameof(GetAsyncEnumerator)} instead.");

    private protected override Output<ImmutableDictionary<string, TValue>> AsOutput() => _values ??= _entries.Apply(
        entries => entries is null
            ? Output.Create(default(ImmutableDictionary<string, TValue>)!)
            : Output.All(entries.Select(entry => (Input<KeyValuePair<string, TValue>>)entry.Value.Apply(
                    value => KeyValuePair.Create(entry.Key, value))))
                .Apply(pairs => ImmutableDictionary.CreateRange(pairs)));

    private void Change(Output<ImmutableDictionary<string, Input<TValue>>> entries)
    {
        _entries = entries;
        _values = null;
    }

    private static Output<TValue> Same(string key, Input<TValue> present, Input<TValue> value) =>
        Output.Tuple(present, value).Apply(pair => EqualityComparer<TValue>.Default.Equals(pair.Item1, pair.Item2)
            ? pair.Item1
            : throw new ArgumentException($"Key '{key}' already exists in the map with a different value."));

    // An output of a map may hold null, whatever its annotation says; that null goes on to the resource.
    private static ImmutableDictionary<string, Input<TValue>> AsInputs(IEnumerable<KeyValuePair<string, TValue>>? values) =>
        values?.ToImmutableDictionary(entry => entry.Key, entry => (Input<TValue>)entry.Value)!;
}
