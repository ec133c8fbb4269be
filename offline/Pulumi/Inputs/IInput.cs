namespace Pulumi;

/// <summary>An <see cref="Input{T}"/> whose type of value is not known while compiling.</summary>
internal interface IInput
{
    IOutput ToOutput();

    /// <summary>
    /// The form to serialize: lists and maps give their elements one by one, so that each keeps its own secretness and knownness.
    /// </summary>
    IOutput ToSerializable();
}
