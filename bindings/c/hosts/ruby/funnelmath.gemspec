# frozen_string_literal: true

Gem::Specification.new do |spec|
  spec.name = "funnelmath"
  spec.version = "0.1.0"
  spec.summary = "Sales-funnel maths: a thin layer over the funnelmath C library"
  spec.authors = ["The funnelmath authors"]
  spec.licenses = ["MIT", "Apache-2.0"]
  spec.files = Dir["lib/**/*.rb"] + ["README.md"]
  spec.required_ruby_version = ">= 3.0"
  spec.add_dependency "ffi", "~> 1.15"
end
