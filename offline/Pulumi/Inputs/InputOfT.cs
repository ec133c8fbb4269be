namespace Pulumi;

/// <summary>A value that a resource takes: a plain one, or an <see cref="Output{T}"/> that will have it.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public class Input<T> : IInput
{
    private readonly Output<T>? _output;

    private protected Input(Output<T>? output)
    {
        _output = output;
    }

    /// <summary>Takes a plain value.</summary>
    public static implicit operator Input<T>(T value) => Output.Create(value);

    /// <summary>Takes an output.</summary>
    public static implicit operator Input<T>(Output<T> value) => new(value ?? throw new ArgumentNullException(nameof(value)));

    /// <summary>Gives the input as an output.</summary>
    public static implicit operator Output<T>(Input<T> input) => input.AsOutput();

    IOutput IInput.ToOutput() => AsOutput();

    IOutput IInput.ToSerializable() => Serializable;

    private protected virtual IOutput Serializable => AsOutput();

    /// <summary>The whole value. Collections compute it when someone asks.</summary>
    private protected virtual Output<T> AsOutput() => _output!;
}
