using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// A list that a resource takes. Elements may be plain values or outputs, and each keeps its own secretness and knownness; the
/// list itself may come from an output too.
/// </summary>
/// <typeparam name="T">The type of an element.</typeparam>
public sealed class InputList<T> : Input<ImmutableArray<T>>, IEnumerable, IAsyncEnumerable<Input<T>>
{
    private Output<ImmutableArray<Input<T>>> _elements;
    private Output<ImmutableArray<T>>? _values;

    /// <summary>An empty list, to be filled by a collection initialiser.</summary>
    public InputList()
        : this(Output.Create(ImmutableArray<Input<T>>.Empty))
    {
    }

    private InputList(Output<ImmutableArray<Input<T>>> elements)
        : base(output: null)
    {
        _elements = elements;
    }

    private protected override IOutput Serializable => _elements;

    /// <summary>A list of one value.</summary>
    public static implicit operator InputList<T>(T value) => new(Elements([value]));

    /// <summary>A list of one output.</summary>
    public static implicit operator InputList<T>(Output<T> value) => new(Elements([value]));

    /// <summary>A list of one input.</summary>
    public static implicit operator InputList<T>(Input<T> value) => new(Elements([value]));

    /// <summary>A list of values.</summary>
    public static implicit operator InputList<T>(T[] values) => new(Elements([.. values]));

    /// <summary>A list of outputs.</summary>
    public static implicit operator InputList<T>(Output<T>[] values) => new(Elements([.. values]));

    /// <summary>A list of inputs.</summary>
    public static implicit operator InputList<T>(Input<T>[] values) => new(Elements([.. values]));

    /// <summary>A list of values.</summary>
    public static implicit operator InputList<T>(List<T> values) => new(Elements([.. values]));

    /// <summary>A list of outputs.</summary>
    public static implicit operator InputList<T>(List<Output<T>> values) => new(Elements([.. values]));

    /// <summary>A list of inputs.</summary>
    public static implicit operator InputList<T>(List<Input<T>> values) => new(Elements([.. values]));

    /// <summary>A list of values; of none if the array is the default one.</summary>
    public static implicit operator InputList<T>(ImmutableArray<T> values) => new(Output.Create(AsInputs(values)));

    /// <summary>A list of outputs; of none if the array is the default one.</summary>
    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values) =>
        new(values.IsDefault ? Output.Create(default(ImmutableArray<Input<T>>)) : Elements([.. values]));

    /// <summary>A list of inputs; of none if the array is the default one.</summary>
    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) =>
        new(values.IsDefault ? Output.Create(values) : Elements(values));

    /// <summary>A list that an output will have.</summary>
    public static implicit operator InputList<T>(Output<T[]> values) => new(values.Apply(array => AsInputs([.. array])));

    /// <summary>A list that an output will have.</summary>
    public static implicit operator InputList<T>(Output<List<T>> values) => new(values.Apply(list => AsInputs([.. list])));

    /// <summary>A list that an output will have.</summary>
    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) => new(values.Apply(many => AsInputs([.. many])));

    /// <summary>A list that an output will have.</summary>
    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) => new(values.Apply(AsInputs));

    /// <summary>Appends inputs to this list.</summary>
    public void Add(params Input<T>[] inputs) => Append(Elements([.. inputs]));

    /// <summary>Appends the elements of another list to this one.</summary>
    public void Add(InputList<T> inputs) => AddRange(inputs);

    /// <inheritdoc cref="Add(InputList{T})"/>
    public void AddRange(InputList<T> inputs) => Append(inputs._elements);

    /// <summary>A new list: the elements of this one, then those of another.</summary>
    public InputList<T> Concat(InputList<T> other) => new(Join(_elements, other._elements));

    /// <summary>Gives the elements once they are known; none when they are not.</summary>
    public async IAsyncEnumerator<Input<T>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var value in await AsOutput().GetValueAsync(whenUnknown: []).ConfigureAwait(false))
            yield return value;
    }

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException(
        $"A {GetType().FullName} cannot be synchronously enumerated. Use {nameof(GetAsyncEnumerator)} instead.");

    internal InputList<T> Clone() => new(_elements);

    private protected override Output<ImmutableArray<T>> AsOutput() => _values ??= _elements.Apply(
        elements => elements.IsDefault ? Output.Create(default(ImmutableArray<T>)) : Output.All(elements));

    private void Append(Output<ImmutableArray<Input<T>>> elements)
    {
        _elements = Join(_elements, elements);
        _values = null;
    }

    private static Output<ImmutableArray<Input<T>>> Join(Output<ImmutableArray<Input<T>>> first, Output<ImmutableArray<Input<T>>> second) =>
        Output.Tuple(first, second).Apply(pair => pair.Item1.AddRange(pair.Item2));

    // A missing input fails the program, and not the statement that built the list: hence inside an output.
    private static Output<ImmutableArray<Input<T>>> Elements(ImmutableArray<Input<T>> elements) => elements.Contains(null!)
        ? Output.Create(Task.FromException<ImmutableArray<Input<T>>>(
            new ArgumentNullException(nameof(elements), "An element of an InputList is missing.")))
        : Output.Create(elements);

    private static ImmutableArray<Input<T>> AsInputs(ImmutableArray<T> values) =>
        values.IsDefault ? default : ImmutableArray.CreateRange(values, value => (Input<T>)value);
}
