"use strict";
const { Vpc } = require("@pulumi/aws/ec2/vpc");

new Vpc("net", { cidrBlock: "10.0.0.0/16" });
new Vpc("net", { cidrBlock: "10.1.0.0/16" });
