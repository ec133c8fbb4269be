namespace K8tre.Components.GitOps.Sources;

/// <summary>Value of a key of a source secret.</summary>
internal abstract record SourceValue
{
    private SourceValue()
    {
    }

    /// <summary>Text that is not secret, such as the name of a user or a database.</summary>
    public sealed record Fixed(string Text) : SourceValue;

    /// <summary>Random letters and digits. Charts use them in URLs and shell scripts without quotes.</summary>
    public sealed record Password(int Length) : SourceValue;

    /// <summary>Random bytes in lower-case hexadecimal, two digits each.</summary>
    public sealed record Hex(int Bytes) : SourceValue;

    /// <summary>Random access key in the form of AWS: <c>AKIA</c> and 16 upper-case letters and digits.</summary>
    public sealed record AccessKey : SourceValue;
}
