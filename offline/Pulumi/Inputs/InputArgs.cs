namespace Pulumi;

/// <summary>Arguments of a resource, a function or a method: a class whose members carry <see cref="InputAttribute"/>.</summary>
public abstract class InputArgs
{
    /// <summary>For subclasses.</summary>
    protected InputArgs()
    {
    }

    /// <summary>The inputs by the names that the engine knows, those without a value included.</summary>
    /// <exception cref="ArgumentNullException">A required input has no value.</exception>
    internal virtual IEnumerable<KeyValuePair<string, object?>> Inputs() =>
        Array.ConvertAll(InputMember.Of(GetType()), member => KeyValuePair.Create(member.Name, member.ValueIn(this)));
}
